using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>
/// The filters of namespaces and listeners. Null does not restrict, and an empty list finds nothing (docs/os2mo.md §4.1). A bound filter lacks the field
/// that the object above decides.
/// </summary>
internal static class EventFilters
{
    /// <summary>The filter of the namespaces of an actor.</summary>
    public const string NamespacesOfOwner = "OwnersBoundNamespaceFilter";

    /// <summary>The filter of the listeners of an actor.</summary>
    public const string ListenersOfOwner = "OwnersBoundListenerFilter";

    /// <summary>The filter of the listeners of a namespace.</summary>
    public const string ListenersOfNamespace = "NamespacesBoundListenerFilter";

    private const string AllFields = "that meet all given fields. Null does not restrict, an empty list finds nothing.";

    /// <summary>Declares the filters.</summary>
    /// <param name="schema">The schema.</param>
    public static void AddTo(SchemaBuilder schema)
    {
        AddNamespaceFilter(schema, "NamespaceFilter", withOwners: true);
        AddNamespaceFilter(schema, NamespacesOfOwner, withOwners: false);
        AddListenerFilter(schema, "ListenerFilter", withOwners: true, withNamespaces: true);
        AddListenerFilter(schema, ListenersOfOwner, withOwners: false, withNamespaces: true);
        AddListenerFilter(schema, ListenersOfNamespace, withOwners: true, withNamespaces: false);
    }

    /// <summary>Makes the predicate of a filter of namespaces.</summary>
    /// <param name="filter">The filter; null does not restrict.</param>
    /// <param name="dialect">Says how the filter names namespaces.</param>
    public static Func<NamespaceDefinition, bool> Namespaces(InputObject? filter, Dialect dialect)
    {
        var names = List<string>(filter, "names") is { IsDefault: false } given
            ? given.Select(name => NamespaceNames.Stored(dialect, name)).ToHashSet(StringComparer.Ordinal)
            : null;
        var owners = List<Guid>(filter, "owners") is { IsDefault: false } uuids ? uuids.ToHashSet() : null;
        var isPublic = filter?.Get<bool?>("public");
        return found => names?.Contains(found.Name) != false
            && owners?.Contains(found.Owner) != false
            && (isPublic is null || isPublic == found.IsPublic);
    }

    /// <summary>Makes the query of a filter of listeners.</summary>
    /// <param name="filter">The filter; null does not restrict.</param>
    /// <param name="dialect">Says how the filter names namespaces.</param>
    /// <param name="store">Holds the namespaces that the filter selects.</param>
    /// <param name="cancellation">Cancels the read.</param>
    public static async ValueTask<ListenerQuery> ListenersAsync(
        InputObject? filter, Dialect dialect, IDefinitionStore store, CancellationToken cancellation) => new(
        Uuids: List<Guid>(filter, "uuids"),
        UserKeys: List<string>(filter, "user_keys"),
        Owners: List<Guid>(filter, "owners"),
        Namespaces: await NamesAsync(Value<InputObject>(filter, "namespaces"), dialect, store, cancellation),
        RoutingKeys: List<string>(filter, "routing_keys"));

    private static void AddNamespaceFilter(SchemaBuilder schema, string name, bool withOwners)
    {
        var input = schema.Input(name, $"Selects the namespaces {AllFields}").Field("names", "[String!]", "Those with one of these names.", "null");
        if (withOwners)
            input.Field("owners", "[UUID!]", "Those of one of these owners.", "null");
        input.Field("public", "Boolean", "Whether others than the owner may listen to them.", "null");
    }

    private static void AddListenerFilter(SchemaBuilder schema, string name, bool withOwners, bool withNamespaces)
    {
        var input = schema.Input(name, $"Selects the listeners {AllFields}")
            .Field("uuids", "[UUID!]", "Those with one of these uuids.", "null")
            .Field("user_keys", "[String!]", "Those with one of these user keys.", "null");
        if (withOwners)
            input.Field("owners", "[UUID!]", "Those of one of these owners.", "null");
        input.Field("routing_keys", "[String!]", "Those that listen to one of these routing keys.", "null");
        if (withNamespaces)
            input.Field("namespaces", "NamespaceFilter", "Those that listen to one of these namespaces.", "null");
    }

    private static async ValueTask<ImmutableArray<string>> NamesAsync(
        InputObject? filter, Dialect dialect, IDefinitionStore store, CancellationToken cancellation)
    {
        if (filter is null || filter.Values.Values.All(value => value is null))
            return default;
        var all = await StoreReads.ReadAsync(store.ReadNamespacesAsync(default, cancellation));
        return [.. all.Where(Namespaces(filter, dialect)).Select(found => found.Name)];
    }

    /// <summary>The value of a field. A bound filter may lack it.</summary>
    private static T? Value<T>(InputObject? filter, string name) =>
        filter?.Type.FindField(name) is null ? default : filter.Get<T>(name);

    private static ImmutableArray<T> List<T>(InputObject? filter, string name) =>
        filter?.Type.FindField(name) is not null && filter.GetList<T>(name) is { } list ? [.. list] : default;
}
