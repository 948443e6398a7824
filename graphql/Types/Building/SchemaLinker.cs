using System.Collections.Immutable;
using MoCluster.GraphQL.Introspection;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types.BuiltIn;
using MoCluster.GraphQL.Types.Checking;

namespace MoCluster.GraphQL.Types.Building;

/// <summary>Turns builders into a schema: declares all types, links the references between them, then checks the whole.</summary>
internal sealed class SchemaLinker(ImmutableArray<TypeBuilder> builders, IEnumerable<string> problems, bool allowReserved = false)
{
    private readonly Dictionary<string, NamedType> _types = new(StringComparer.Ordinal);
    private readonly List<(InputValue Value, string Coordinate)> _defaults = [];
    private readonly List<string> _problems = [.. problems];

    public Schema Link(
        string? description, string query, string mutation, string subscription, ImmutableArray<DirectiveBuilder> directives)
    {
        foreach (var type in IntrospectionTypes.All)
            _types.Add(type.Name, type);
        LinkTypes();
        var directiveTypes = BuiltInDirectives.All.Concat(directives.Select(d => d.Build(this))).ToImmutableArray();
        foreach (var (value, coordinate) in _defaults)
            CoerceDefault(value, coordinate);
        var roots = new RootTypes(Root(query, "Query")!, Root(mutation, "Mutation"), Root(subscription, "Subscription"));
        if (!_types.ContainsKey(query))
            Problem("Query root type must be provided.");
        SchemaValidator.CheckTypes(_types.Values, _problems);
        Throw();
        var used = BuiltInUse.Without(_types.Values, directiveTypes);
        var schema = new Schema(description, roots, [.. used.OrderBy(t => t.Name, StringComparer.Ordinal)], directiveTypes);
        SchemaValidator.CheckInterfaces(schema, _problems);
        Throw();
        return schema;
    }

    /// <summary>Declares and links the built-in scalars and the types of the builders.</summary>
    public IReadOnlyDictionary<string, NamedType> LinkTypes()
    {
        foreach (var scalar in BuiltInScalars.All)
            _types.Add(scalar.Name, scalar);
        var declared = new List<(TypeBuilder Builder, NamedType Type)>();
        foreach (var builder in builders)
        {
            CheckName(builder.Name, builder.Name);
            var type = builder.Declare(this);
            if (!_types.TryAdd(type.Name, type) && _types[type.Name] != type)
                Problem($"Schema must contain uniquely named types but contains multiple types named \"{type.Name}\".");
            declared.Add((builder, type));
        }

        foreach (var (builder, type) in declared)
            builder.Link(type, this);
        return _types;
    }

    public void Problem(string problem) => _problems.Add(problem);

    public void CheckName(string name, string coordinate)
    {
        if (!allowReserved && name.StartsWith("__", StringComparison.Ordinal))
            Problem($"Name \"{name}\" must not begin with \"__\", which is reserved by GraphQL introspection.");
        else if (name.Length == 0)
            Problem($"Expected name of {coordinate} to be a non-empty string.");
        else if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            Problem($"Names must only contain [_a-zA-Z0-9] but \"{name}\" does not.");
        else if (char.IsAsciiDigit(name[0]))
            Problem($"Names must start with [_a-zA-Z] but \"{name}\" does not.");
    }

    public void CheckUnique(IEnumerable<string> names, Func<string, string> problem)
    {
        foreach (var name in names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
            Problem(problem(name));
    }

    public ImmutableArray<T> Resolve<T>(IEnumerable<string> names, Func<string, string> problem)
        where T : NamedType
    {
        var found = ImmutableArray.CreateBuilder<T>();
        foreach (var name in names)
        {
            if (!_types.TryGetValue(name, out var type))
                Problem($"Unknown type \"{name}\".");
            else if (type is not T typed)
                Problem(problem(name));
            else
                found.Add(typed);
        }

        return found.DrainToImmutable();
    }

    /// <summary>
    /// Reads a type reference. If it is wrong, notes the problem and returns String, so that linking continues and finds all problems.
    /// </summary>
    public GraphQLType ResolveType(string text, string coordinate)
    {
        try
        {
            return Find(Parser.ParseType(text));
        }
        catch (GraphQLSyntaxException exception)
        {
            Problem($"The type \"{text}\" of {coordinate} is not a type reference: {exception.Message}");
            return BuiltInScalars.String;
        }

        GraphQLType Find(TypeNode node)
        {
            switch (node)
            {
                case NonNullTypeNode nonNull:
                    return Find(nonNull.Of).AsNonNull();
                case ListTypeNode list:
                    return Find(list.Of).AsList();
                default:
                    var name = ((NamedTypeNode)node).Name.Value;
                    if (_types.TryGetValue(name, out var type))
                        return type;
                    Problem($"Unknown type \"{name}\" of {coordinate}.");
                    return BuiltInScalars.String;
            }
        }
    }

    public ValueNode? ParseDefault(string literal, string coordinate)
    {
        try
        {
            return Parser.ParseConstValue(literal);
        }
        catch (GraphQLSyntaxException exception)
        {
            Problem($"The default {literal} of {coordinate} is not a value: {exception.Message}");
            return null;
        }
    }

    public void CoerceDefaultLater(InputValue value, string coordinate)
    {
        if (value.DefaultLiteral is not null)
            _defaults.Add((value, coordinate));
    }

    private void CoerceDefault(InputValue value, string coordinate)
    {
        try
        {
            _ = value.DefaultValue;
        }
        catch (GraphQLException exception)
        {
            Problem($"{coordinate} has invalid default value: {exception.Message}");
        }
    }

    private ObjectType? Root(string name, string kind)
    {
        if (!_types.TryGetValue(name, out var type))
            return null;
        if (type is not ObjectType root)
            Problem($"{kind} root type must be Object type{(kind == "Query" ? "" : " if provided")}, it cannot be {name}.");
        return type as ObjectType;
    }

    public void Throw()
    {
        if (_problems.Count > 0)
            throw new SchemaException([.. _problems]);
    }
}
