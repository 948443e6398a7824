namespace MoCluster.GraphQL.Types.Building;

/// <summary>Declares an argument or a field of an input object.</summary>
internal sealed record InputValueBuilder(string Name, string Type, string? Description, string? DefaultLiteral, string? Deprecated)
{
    /// <summary>Links the type. The default is coerced later, once all input objects are complete.</summary>
    public InputValue Build(string coordinate, string expected, SchemaLinker linker)
    {
        linker.CheckName(Name, coordinate);
        var type = linker.ResolveType(Type, coordinate);
        if (!type.IsInput)
            linker.Problem($"The type of {coordinate} must be {expected} but got: {type}.");
        var literal = DefaultLiteral is null ? null : linker.ParseDefault(DefaultLiteral, coordinate);
        var value = new InputValue(Name, Description, type, literal, Deprecated);
        if (Deprecated is not null && value.IsRequired)
            linker.Problem($"Required argument or input field {coordinate} cannot be deprecated.");
        linker.CoerceDefaultLater(value, coordinate);
        return value;
    }
}
