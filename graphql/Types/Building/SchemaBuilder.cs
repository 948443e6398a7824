using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Types.BuiltIn;

namespace MoCluster.GraphQL.Types.Building;

/// <summary>
/// Builds a schema. Types refer to one another by name, in GraphQL's own notation ("[Person!]!"), so they may be declared in any
/// order and in cycles. <see cref="Build"/> links and checks everything. Not thread-safe.
/// </summary>
public sealed class SchemaBuilder
{
    private readonly Dictionary<string, TypeBuilder> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DirectiveBuilder> _directives = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private string? _description;
    private string _query = "Query";
    private string _mutation = "Mutation";
    private string _subscription = "Subscription";

    /// <summary>Describes what the schema is for.</summary>
    /// <param name="description">The description, in Markdown.</param>
    public SchemaBuilder Description(string description)
    {
        _description = description;
        return this;
    }

    /// <summary>Names the root types, if they are not Query, Mutation and Subscription.</summary>
    /// <param name="query">The name of the object type of queries.</param>
    /// <param name="mutation">The name of the object type of mutations.</param>
    /// <param name="subscription">The name of the object type of subscriptions.</param>
    public SchemaBuilder Roots(string query = "Query", string mutation = "Mutation", string subscription = "Subscription")
    {
        (_query, _mutation, _subscription) = (query, mutation, subscription);
        return this;
    }

    /// <summary>
    /// Declares an object type, or gets one that is declared already, so that several parts of a program can add fields to it.
    /// </summary>
    /// <param name="name">The name, unique in the schema.</param>
    /// <param name="description">What the type is, in Markdown; the first one given counts.</param>
    public ObjectTypeBuilder Object(string name, string? description = null) =>
        GetOrAdd(name, description, () => new ObjectTypeBuilder(name));

    /// <summary>The object types declared so far.</summary>
    public IEnumerable<ObjectTypeBuilder> Objects => _types.Values.OfType<ObjectTypeBuilder>();

    /// <summary>Whether a type of that name is declared so far.</summary>
    /// <param name="name">The name.</param>
    public bool IsDeclared(string name) => _types.ContainsKey(name);

    /// <summary>Declares an interface, or gets one that is declared already.</summary>
    /// <param name="name">The name, unique in the schema.</param>
    /// <param name="description">What the type is, in Markdown; the first one given counts.</param>
    public InterfaceTypeBuilder Interface(string name, string? description = null) =>
        GetOrAdd(name, description, () => new InterfaceTypeBuilder(name));

    /// <summary>Declares a union, or gets one that is declared already.</summary>
    /// <param name="name">The name, unique in the schema.</param>
    /// <param name="description">What the type is, in Markdown; the first one given counts.</param>
    public UnionTypeBuilder Union(string name, string? description = null) =>
        GetOrAdd(name, description, () => new UnionTypeBuilder(name));

    /// <summary>Declares an enum, or gets one that is declared already.</summary>
    /// <param name="name">The name, unique in the schema.</param>
    /// <param name="description">What the type is, in Markdown; the first one given counts.</param>
    public EnumTypeBuilder Enum(string name, string? description = null) =>
        GetOrAdd(name, description, () => new EnumTypeBuilder(name));

    /// <summary>Declares an input object, or gets one that is declared already.</summary>
    /// <param name="name">The name, unique in the schema.</param>
    /// <param name="description">What the type is, in Markdown; the first one given counts.</param>
    public InputObjectTypeBuilder Input(string name, string? description = null) =>
        GetOrAdd(name, description, () => new InputObjectTypeBuilder(name));

    /// <summary>Adds a scalar. The five built-in scalars need not be added.</summary>
    /// <param name="scalar">The scalar, which may be part of several schemas.</param>
    public SchemaBuilder Scalar(ScalarType scalar)
    {
        if (_types.TryGetValue(scalar.Name, out var known) && (known as ScalarTypeBuilder)?.Scalar != scalar)
            _problems.Add($"Schema must contain uniquely named types but contains multiple types named \"{scalar.Name}\".");
        _types[scalar.Name] = new ScalarTypeBuilder(scalar);
        return this;
    }

    /// <summary>Declares a directive besides the four built-in ones.</summary>
    /// <param name="name">The name without the at sign.</param>
    /// <param name="description">What the directive does, in Markdown.</param>
    /// <param name="locations">Where the directive may be written.</param>
    public DirectiveBuilder Directive(string name, string? description, params DirectiveLocation[] locations)
    {
        var builder = new DirectiveBuilder(name, description, locations);
        if (BuiltInDirectives.All.Any(d => d.Name == name) || !_directives.TryAdd(name, builder))
            _problems.Add($"Schema must contain uniquely named directives but contains multiple directives named \"@{name}\".");
        return builder;
    }

    /// <summary>Links and checks the types and directives.</summary>
    /// <exception cref="SchemaException">The schema is not valid. The exception names every problem.</exception>
    public Schema Build()
    {
        var linker = new SchemaLinker([.. _types.Values], _problems);
        return linker.Link(_description, _query, _mutation, _subscription, [.. _directives.Values]);
    }

    private T GetOrAdd<T>(string name, string? description, Func<T> create)
        where T : TypeBuilder
    {
        if (!_types.TryGetValue(name, out var known))
            _types.Add(name, known = create());
        if (known is not T builder)
        {
            _problems.Add($"Schema must contain uniquely named types but contains multiple types named \"{name}\".");
            builder = create();
        }

        builder.Description ??= description;
        return builder;
    }
}
