namespace Orleans;

/// <summary>The name of a grain class in ids and storage; it stays when the class is renamed.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class GrainTypeAttribute : Attribute
{
    /// <summary>Gives the name.</summary>
    /// <param name="grainType">The name, unique among grain classes.</param>
    public GrainTypeAttribute(string grainType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(grainType);
        TypeName = grainType;
    }

    internal string TypeName { get; }
}
