using System.Collections.Frozen;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.GraphQL.Execution.Resolvers;

namespace MoCluster.GraphQL.Types.Building;

/// <summary>
/// Declares a field. A field of an object type needs a resolver, set by a <c>Resolve</c> method or <c>Load</c>; a field of an interface
/// needs none.
/// </summary>
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

    /// <summary>The name, unique in the type.</summary>
    public string Name { get; }

    /// <summary>The type as it was declared, such as "[Person!]!".</summary>
    public string Type => _type;

    /// <summary>True if the field has an argument.</summary>
    public bool HasArguments => _arguments.Count > 0;

    /// <summary>Adds an argument.</summary>
    /// <param name="name">The name, unique in the field.</param>
    /// <param name="type">The type, as in "[Int!]!".</param>
    /// <param name="description">What the argument is for, in Markdown.</param>
    /// <param name="defaultLiteral">The default in GraphQL's notation, as in "10" or "\"ab\"" or "[1, 2]"; null if there is none.</param>
    /// <param name="deprecated">Why the argument should not be used any more; null if it is not deprecated.</param>
    public FieldBuilder Argument(
        string name, string type, string? description = null, string? defaultLiteral = null, string? deprecated = null)
    {
        _arguments.Add(new InputValueBuilder(name, type, description, defaultLiteral, deprecated));
        return this;
    }

    /// <summary>Marks the field as deprecated (spec §3.13.3).</summary>
    /// <param name="reason">Why, and what to use instead.</param>
    public FieldBuilder Deprecated(string reason = "No longer supported")
    {
        _deprecated = reason;
        return this;
    }

    /// <summary>Marks the field, for inspection before execution (<see cref="PreparedOperation.RootFields"/>).</summary>
    /// <param name="tag">The mark, any text.</param>
    public FieldBuilder Tag(string tag)
    {
        _tags.Add(tag);
        return this;
    }

    /// <summary>
    /// Adds a check that runs each time before the field is resolved. An exception of the check fails the field as one of the resolver
    /// does. Several checks run in the order in which they were added, up to the first that throws.
    /// </summary>
    /// <param name="check">Throws a <see cref="GraphQLException"/> to refuse the field.</param>
    public FieldBuilder Guard(Action<FieldContext> check)
    {
        _guard += check;
        return this;
    }

    /// <summary>Sets a resolver that needs only the parent's value. It is the fastest kind.</summary>
    /// <typeparam name="TSource">The class of the parent's value.</typeparam>
    /// <param name="get">Reads the field's value from the parent's.</param>
    public FieldBuilder Resolve<TSource>(Func<TSource, object?> get)
        where TSource : notnull => Set(new PropertyResolver<TSource>(get));

    /// <summary>Sets a synchronous resolver, with arguments and context.</summary>
    /// <param name="resolve">Computes the field's value.</param>
    public FieldBuilder Resolve(Func<FieldContext, object?> resolve) => Set(new SynchronousResolver(resolve));

    /// <summary>Sets an asynchronous resolver, with arguments and context.</summary>
    /// <typeparam name="T">The class of the field's value.</typeparam>
    /// <param name="resolve">Computes the field's value.</param>
    public FieldBuilder ResolveAsync<T>(Func<FieldContext, ValueTask<T>> resolve) => Set(new AsynchronousResolver<T>(resolve));

    /// <summary>
    /// Sets a resolver of a root field of mutations that takes neighbouring selections of the field in one call, so that they are done together or not
    /// at all. It must not load.
    /// </summary>
    /// <typeparam name="T">The class of the field's value.</typeparam>
    /// <param name="resolve">Computes the values of the fields, in their order. Throws a <see cref="FailedTogetherException"/> to say which field failed.</param>
    public FieldBuilder ResolveTogetherAsync<T>(Func<IReadOnlyList<FieldContext>, ValueTask<IReadOnlyList<T>>> resolve) => Set(new TogetherResolver<T>(resolve));

    /// <summary>
    /// Sets a resolver that loads by a key of the parent's value, in one call of the loader with the siblings of the parent.
    /// </summary>
    /// <typeparam name="TSource">The class of the parent's value.</typeparam>
    /// <typeparam name="TKey">The class of the key.</typeparam>
    /// <typeparam name="TValue">The class of the field's value.</typeparam>
    /// <param name="loader">Loads values by keys.</param>
    /// <param name="key">Reads the key from the parent's value.</param>
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
        if (resolver is TogetherResolver together)
            return together.With(check);
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
