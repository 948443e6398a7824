using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>The listeners that a caller may look after: its own; an administrator's are everybody's. OS2mo checks nobody (os2mo.md §1.4).</summary>
/// <param name="store">Where listeners are defined.</param>
/// <param name="listeners">Finds listeners.</param>
internal sealed class OwnListeners(IStore store, ListenerDirectory listeners)
{
    /// <summary>Finds them, page by page.</summary>
    /// <param name="context">The field.</param>
    /// <param name="actor">Whose.</param>
    /// <param name="filter">Which; null for all.</param>
    /// <param name="path">Where the filter stands in the input.</param>
    /// <param name="after">Those with a uuid above this one; null from the first.</param>
    public async IAsyncEnumerable<ListenerDefinition> FindAsync(
        FieldContext context, Actor actor, InputObject? filter, string path, Guid? after = null)
    {
        var request = context.GetRequest<ApiRequest>();
        var query = await EventFilters.ListenersAsync(filter, store, context.CancellationToken);
        if (!actor.IsAdministrator && !query.Uuids.IsDefaultOrEmpty)
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

    /// <summary>Who names somebody else's listener is told; who names none in particular means the own ones.</summary>
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
