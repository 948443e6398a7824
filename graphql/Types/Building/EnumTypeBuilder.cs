namespace MoCluster.GraphQL.Types.Building;

/// <summary>Declares an enum. Made by <see cref="SchemaBuilder.Enum"/>.</summary>
public sealed class EnumTypeBuilder : TypeBuilder
{
    private readonly List<EnumValue> _values = [];

    internal EnumTypeBuilder(string name)
        : base(name)
    {
    }

    /// <summary>Adds a value.</summary>
    /// <param name="name">The name, unique in the enum.</param>
    /// <param name="description">What the value means, in Markdown.</param>
    /// <param name="value">What resolvers return and receive for the value; null if that is the name.</param>
    /// <param name="deprecated">Why the value should not be used any more; null if it is not deprecated.</param>
    public EnumTypeBuilder Value(string name, string? description = null, object? value = null, string? deprecated = null)
    {
        _values.Add(new EnumValue(name, value ?? name, description, deprecated));
        return this;
    }

    internal override NamedType Declare(SchemaLinker linker)
    {
        linker.CheckUnique(_values.Select(v => v.Name), name => $"Enum value \"{Name}.{name}\" can only be defined once.");
        foreach (var value in _values)
            linker.CheckName(value.Name, $"{Name}.{value.Name}");
        foreach (var value in _values.Where(v => v.Name is "true" or "false" or "null"))
            linker.Problem($"Enum values cannot be named: {value.Name} ({Name}).");
        return new EnumType(Name, Description, [.. _values.DistinctBy(v => v.Name)]);
    }

    internal override void Link(NamedType type, SchemaLinker linker)
    {
    }
}
