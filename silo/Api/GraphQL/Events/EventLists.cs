using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.GraphQL.Execution;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>Reads pages of namespaces and listeners from the store.</summary>
/// <param name="store">Holds the definitions.</param>
/// <param name="options">Limits the lengths of pages.</param>
internal sealed class EventLists(IDefinitionStore store, ApiOptions options)
{
    /// <summary>Reads a page of listeners.</summary>
    /// <param name="context">The field of the list.</param>
    /// <param name="query">The query. The limit and the beginning come from the arguments of the field.</param>
    public async ValueTask<Page> ListenersAsync(FieldContext context, ListenerQuery query)
    {
        var limit = Paging.Limit(context, options);
        var after = Paging.AfterUuid(context);
        var found = new List<ListenerDefinition>();
        while (found.Count <= limit)
        {
            var most = Math.Min(limit + 1 - found.Count, StoreLimits.MaxBatch);
            var read = await StoreReads.ReadAsync(store.ReadListenersAsync(query with { After = after, Limit = most }, context.CancellationToken));
            found.AddRange(read);
            if (read.Length < most)
                break;
            after = read[^1].Uuid;
        }

        return Paging.Make(context, found, limit, listener => listener.Uuid);
    }

    /// <summary>Reads a page of namespaces. All of them are read, because there are few.</summary>
    /// <param name="context">The field of the list.</param>
    /// <param name="which">Selects the namespaces.</param>
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
