using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GraphQL.Execution;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>Pages of namespaces and listeners, read from the store.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="options">The lengths of lists.</param>
internal sealed class EventLists(IStore store, ApiOptions options)
{
    /// <summary>A page of listeners.</summary>
    /// <param name="context">The list.</param>
    /// <param name="query">Which; its limit and its beginning are the list's.</param>
    public async ValueTask<Page> ListenersAsync(FieldContext context, ListenerQuery query)
    {
        var limit = Paging.Limit(context, options);
        var found = await StoreReads.ReadAsync(
            store.ReadListenersAsync(query with { After = Paging.AfterUuid(context), Limit = limit + 1 }, context.CancellationToken));
        return Paging.Make(context, found, limit, listener => listener.Uuid);
    }

    /// <summary>A page of namespaces, of which there are few.</summary>
    /// <param name="context">The list.</param>
    /// <param name="which">Which.</param>
    public async ValueTask<Page> NamespacesAsync(FieldContext context, Func<NamespaceDefinition, bool> which)
    {
        var limit = Paging.Limit(context, options);
        var after = Paging.After(context);
        var all = await StoreReads.ReadAsync(store.ReadNamespacesAsync(default, context.CancellationToken));
        var found = all.Where(which)
            .OrderBy(definition => definition.Name, StringComparer.Ordinal)
            .Where(definition => after is null || string.CompareOrdinal(definition.Name, after) > 0)
            .Take(limit + 1)
            .ToArray();
        return Paging.Make(context, found, limit, definition => definition.Name);
    }
}
