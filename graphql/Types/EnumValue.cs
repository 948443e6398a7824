namespace MoCluster.GraphQL.Types;

/// <summary>One value of an enum (spec §3.9).</summary>
public sealed class EnumValue
{
    internal EnumValue(string name, object value, string? description, string? deprecationReason)
    {
        Name = name;
        Value = value;
        Description = description;
        DeprecationReason = deprecationReason;
    }

    /// <summary>The name, unique in the enum.</summary>
    public string Name { get; }

    /// <summary>What resolvers return and receive for the value.</summary>
    public object Value { get; }

    /// <summary>What the value means; null if undocumented.</summary>
    public string? Description { get; }

    /// <summary>Why the value should not be used any more; null if it is not deprecated.</summary>
    public string? DeprecationReason { get; }
}
