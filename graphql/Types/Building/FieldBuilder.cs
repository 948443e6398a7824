using System.Collections.Frozen;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.GraphQL.Execution.Resolvers;
using MoCluster.GraphQL.Types.Linking;

namespace MoCluster.GraphQL.Types.Building;

/// <summary>A field under construction. A field of an object type needs one of the resolvers; one of an interface needs none.</summary>
public sealed class FieldBuilder
{
    private readonly string _type;
    private readonly string? _description;
    private readonly List<InputValueBuilder> _arguments = [];
    private readonly HashSet<string> _tags = new(StringComparer.Ordinal);
    private string? _deprecated;
    private Resolver? _resolver;
    private Action<FieldContext>? _guard;

    internal FieldBuilder(string name, string type, string? description)
    {
        Name = name;
        _type = type;
        _description = description;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The type as it was declared, as in "[Person!]!".</summary>
    public string Type => _type;

    /// <summary>Whether it takes any argument.</summary>
    public bool HasArguments => _arguments.Count > 0;

    /// <summary>Adds an argument.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type, as in "[Int!]!".</param>
    /// <param name="description">What it is.</param>
    /// <param name="defaultLiteral">The default in GraphQL's notation, as in "10" or "\"ab\"" or "[1, 2]"; null for none.</param>
    /// <param name="deprecated">Why it should not be used any more.</param>
    public FieldBuilder Argument(
        string name, string type, string? description = null, string? defaultLiteral = null, string? deprecated = null)
    {
        _arguments.Add(new InputValueBuilder(name, type, description, defaultLiteral, deprecated));
        return this;
    }

    /// <summary>Marks the field as one that should not be used any more (spec §3.13.3).</summary>
    /// <param name="reason">Why, and what to use instead.</param>
    public FieldBuilder Deprecated(string reason = "No longer supported")
    {
        _deprecated = reason;
        return this;
    }

    /// <summary>Marks the field for inspection before execution.</summary>
    /// <param name="tag">The mark, any text.</param>
    public FieldBuilder Tag(string tag)
    {
        _tags.Add(tag);
        return this;
    }

    /// <summary>
    /// Lets something be checked each time before the field is resolved; what it throws becomes the field's error, as if the resolver had
    /// thrown it. Several checks run in the order in which they were added, up to the first that throws.
    /// </summary>
    /// <param name="check">The check, which throws a <see cref="GraphQLException"/> to refuse.</param>
    public FieldBuilder Guard(Action<FieldContext> check)
    {
        _guard += check;
        return this;
    }

    /// <summary>Resolves from the parent's value alone: the quickest way.</summary>
    /// <typeparam name="TSource">The class of the parent's value.</typeparam>
    /// <param name="get">Reads the field's value.</param>
    public FieldBuilder Resolve<TSource>(Func<TSource, object?> get)
        where TSource : notnull => Set(new PropertyResolver<TSource>(get));

    /// <summary>Resolves at once, with arguments and context.</summary>
    /// <param name="resolve">Computes the field's value.</param>
    public FieldBuilder Resolve(Func<FieldContext, object?> resolve) => Set(new SynchronousResolver(resolve));

    /// <summary>Resolves with waiting.</summary>
    /// <typeparam name="T">The class of the field's value.</typeparam>
    /// <param name="resolve">Computes the field's value.</param>
    public FieldBuilder ResolveAsync<T>(Func<FieldContext, ValueTask<T>> resolve) => Set(new AsynchronousResolver<T>(resolve));

    /// <summary>Resolves by a key of the parent's value, together with the same field of all its siblings.</summary>
    /// <typeparam name="TSource">The class of the parent's value.</typeparam>
    /// <typeparam name="TKey">The class of the key.</typeparam>
    /// <typeparam name="TValue">The class of the field's value.</typeparam>
    /// <param name="loader">Loads values by keys.</param>
    /// <param name="key">Reads the key.</param>
    public FieldBuilder Load<TSource, TKey, TValue>(BatchLoader<TKey, TValue> loader, Func<TSource, TKey> key)
        where TSource : notnull
        where TKey : notnull => ResolveAsync(context => context.LoadAsync(loader, key((TSource)context.Source!)));

    internal Field Build(FieldsTypeBuilder parent, SchemaLinker linker)
    {
        var coordinate = $"{parent.Name}.{Name}";
        linker.CheckName(Name, coordinate);
        var type = linker.ResolveType(_type, coordinate);
        if (!type.IsOutput)
            linker.Problem($"The type of {coordinate} must be Output Type but got: {type}.");
        if (_resolver is null && parent is ObjectTypeBuilder)
            linker.Problem($"Field {coordinate} has no resolver.");
        linker.CheckUnique(_arguments.Select(a => a.Name), name => $"Argument \"{coordinate}({name}:)\" can only be defined once.");
        var arguments = _arguments.DistinctBy(a => a.Name).Select(a => a.Build($"{coordinate}({a.Name}:)", "Input Type", linker));
        return new Field(Name, _description, type, [.. arguments], _deprecated, _tags.ToFrozenSet(StringComparer.Ordinal), Guarded());
    }

    private Resolver? Guarded()
    {
        if (_guard is not { } check || _resolver is not { } resolver)
            return _resolver;
        return resolver is AsynchronousResolver asynchronous
            ? new AsynchronousResolver<object?>(context =>
            {
                check(context);
                return asynchronous.ResolveAsync(context);
            })
            : new SynchronousResolver(context =>
            {
                check(context);
                return resolver is PropertyResolver property
                    ? property.Get(context.Source)
                    : ((SynchronousResolver)resolver).Resolve(context);
            });
    }

    private FieldBuilder Set(Resolver resolver)
    {
        _resolver = resolver;
        return this;
    }
}
