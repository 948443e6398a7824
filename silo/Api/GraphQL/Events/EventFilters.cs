using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Application;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>The filters of namespaces and listeners. Null does not restrict, and an empty list finds nothing (docs/os2mo.md §4.1).</summary>
internal static class EventFilters
{
    /// <summary>Declares the filters.</summary>
    /// <param name="schema">The schema.</param>
    public static void AddTo(SchemaBuilder schema)
    {
        schema.Input(
            "NamespaceFilter", "Selects the namespaces that meet all given fields. Null does not restrict, an empty list finds nothing.")
            .Field("names", "[String!]", "Those with one of these names.")
            .Field("owners", "[UUID!]", "Those of one of these owners.")
            .Field("public", "Boolean", "Whether others than the owner may listen to them.");
        schema.Input(
            "ListenerFilter", "Selects the listeners that meet all given fields. Null does not restrict, an empty list finds nothing.")
            .Field("uuids", "[UUID!]", "Those with one of these uuids.")
            .Field("user_keys", "[String!]", "Those with one of these user keys.")
            .Field("owners", "[UUID!]", "Those of one of these owners.")
            .Field("routing_keys", "[String!]", "Those that listen to one of these routing keys.")
            .Field("namespaces", "NamespaceFilter", "Those that listen to one of these namespaces.");
    }

    /// <summary>Makes the predicate of a filter of namespaces.</summary>
    /// <param name="filter">The filter; null does not restrict.</param>
    public static Func<NamespaceDefinition, bool> Namespaces(InputObject? filter)
    {
        var names = filter?.GetList<string>("names")?.Select(StreamKey.CanonicalNamespace).ToHashSet(StringComparer.Ordinal);
        var owners = filter?.GetList<Guid>("owners")?.ToHashSet();
        var isPublic = filter?.Get<bool?>("public");
        return found => names?.Contains(found.Name) != false
            && owners?.Contains(found.Owner) != false
            && (isPublic is null || isPublic == found.IsPublic);
    }

    /// <summary>Makes the query of a filter of listeners.</summary>
    /// <param name="filter">The filter; null does not restrict.</param>
    /// <param name="store">Holds the namespaces that the filter selects.</param>
    /// <param name="cancellation">Cancels the read.</param>
    public static async ValueTask<ListenerQuery> ListenersAsync(InputObject? filter, IDefinitionStore store, CancellationToken cancellation) => new(
        Uuids: List<Guid>(filter, "uuids"),
        UserKeys: List<string>(filter, "user_keys"),
        Owners: List<Guid>(filter, "owners"),
        Namespaces: await NamesAsync(filter?.Get<InputObject>("namespaces"), store, cancellation),
        RoutingKeys: List<string>(filter, "routing_keys"));

    private static async ValueTask<ImmutableArray<string>> NamesAsync(InputObject? filter, IDefinitionStore store, CancellationToken cancellation)
    {
        if (filter is null || filter.Values.Values.All(value => value is null))
            return default;
        var all = await StoreReads.ReadAsync(store.ReadNamespacesAsync(default, cancellation));
        return [.. all.Where(Namespaces(filter)).Select(found => found.Name)];
    }

    private static ImmutableArray<T> List<T>(InputObject? filter, string name) =>
        filter?.GetList<T>(name) is { } list ? [.. list] : default;
}
