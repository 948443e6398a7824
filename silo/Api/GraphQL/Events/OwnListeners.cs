using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>Finds the listeners that a caller may manage: the caller's own, and for an administrator all. OS2mo does not check this (docs/os2mo.md §4.1).</summary>
/// <param name="store">Holds the definitions of listeners.</param>
/// <param name="listeners">Finds a listener by its uuid.</param>
internal sealed class OwnListeners(IDefinitionStore store, ListenerDirectory listeners)
{
    /// <summary>Finds the listeners that a filter selects, page by page.</summary>
    /// <param name="context">The field.</param>
    /// <param name="actor">The owner, or an administrator.</param>
    /// <param name="dialect">Says how the filter names namespaces, and whether naming a listener of another owner is refused.</param>
    /// <param name="filter">The filter; null for all.</param>
    /// <param name="path">The path of the filter in the input, for the refusal.</param>
    /// <param name="after">Finds only listeners with a higher uuid; null for all.</param>
    public async IAsyncEnumerable<ListenerDefinition> FindAsync(
        FieldContext context, Actor actor, Dialect dialect, InputObject? filter, string path, Guid? after = null)
    {
        var request = context.GetRequest<ApiRequest>();
        var query = await EventFilters.ListenersAsync(filter, dialect, store, context.CancellationToken);
        if (dialect.IsOwn && !actor.IsAdministrator && !query.Uuids.IsDefaultOrEmpty)
            await CheckOwnerAsync(request, query.Uuids, path, context.CancellationToken);
        if (!actor.IsAdministrator)
            query = query with { Owners = query.Owners.IsDefault || query.Owners.Contains(actor.Uuid) ? [actor.Uuid] : [] };
        while (true)
        {
            var page = await StoreReads.ReadAsync(
                store.ReadListenersAsync(query with { After = after, Limit = StoreLimits.MaxBatch }, context.CancellationToken));
            foreach (var listener in page)
                yield return listener;
            if (page.Length < StoreLimits.MaxBatch)
                yield break;
            after = page[^1].Uuid;
        }
    }

    /// <summary>Refuses a filter that names a listener of another owner. A filter without uuids means the caller's own listeners.</summary>
    private async ValueTask CheckOwnerAsync(
        ApiRequest request, ImmutableArray<Guid> uuids, string path, CancellationToken cancellation)
    {
        foreach (var uuid in uuids)
        {
            if (await listeners.FindAsync(uuid, cancellation) is { } listener && listener.Owner != request.Actor.Uuid)
                throw Refusals.ToException(new Refusal(RefusalCode.Forbidden, "You are not the owner of that listener.", path));
        }
    }
}
