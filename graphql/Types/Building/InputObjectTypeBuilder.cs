namespace MoCluster.GraphQL.Types.Building;

/// <summary>Declares an input object. Made by <see cref="SchemaBuilder.Input"/>.</summary>
public sealed class InputObjectTypeBuilder : TypeBuilder
{
    private readonly List<InputValueBuilder> _fields = [];
    private Func<InputObject, object?>? _convert;

    internal InputObjectTypeBuilder(string name)
        : base(name)
    {
    }

    /// <summary>Adds a field.</summary>
    /// <param name="name">The name, unique in the type.</param>
    /// <param name="type">The type, as in "[Int!]!".</param>
    /// <param name="description">What the field is for, in Markdown.</param>
    /// <param name="defaultLiteral">The default in GraphQL's notation, as in "10" or "\"ab\"" or "[1, 2]"; null if there is none.</param>
    /// <param name="deprecated">Why the field should not be used any more; null if it is not deprecated.</param>
    public InputObjectTypeBuilder Field(
        string name, string type, string? description = null, string? defaultLiteral = null, string? deprecated = null)
    {
        _fields.Add(new InputValueBuilder(name, type, description, defaultLiteral, deprecated));
        return this;
    }

    /// <summary>Lets resolvers receive an object of the schema author's instead of an <see cref="InputObject"/>.</summary>
    /// <param name="convert">
    /// Makes the object, which must be immutable: requests may share it. Throws a <see cref="GraphQLException"/> to refuse the input.
    /// </param>
    public InputObjectTypeBuilder Convert(Func<InputObject, object?> convert)
    {
        _convert = convert;
        return this;
    }

    internal override NamedType Declare(SchemaLinker linker) => new InputObjectType(Name, Description, _convert);

    internal override void Link(NamedType type, SchemaLinker linker)
    {
        linker.CheckUnique(_fields.Select(f => f.Name), name => $"Field {Name}.{name} can only be defined once.");
        var fields = _fields.DistinctBy(f => f.Name).Select(f => f.Build($"{Name}.{f.Name}", "Input Type", linker));
        ((InputObjectType)type).SetFields([.. fields]);
    }
}
