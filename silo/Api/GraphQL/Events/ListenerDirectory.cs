using System.Collections.Concurrent;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage.Definitions;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>
/// Finds the group that serves a listener. A listener's group never changes and its uuid is never used again, so what was found
/// once is kept: the grain itself knows whether the listener still exists.
/// </summary>
/// <param name="store">Where listeners are defined.</param>
/// <param name="calls">Reads within the patience of callers.</param>
internal sealed class ListenerDirectory(IDefinitionStore store, Calls calls)
{
    /// <summary>Beyond so many the memory of them is begun anew.</summary>
    private const int MaxKept = 100_000;

    private readonly ConcurrentDictionary<Guid, ListenerDefinition> _kept = [];

    /// <summary>Finds a listener as it was declared; null when there is none.</summary>
    /// <param name="uuid">The listener.</param>
    /// <param name="cancellation">Ends the read.</param>
    public ValueTask<ListenerDefinition?> FindAsync(Guid uuid, CancellationToken cancellation) =>
        _kept.TryGetValue(uuid, out var kept) ? new ValueTask<ListenerDefinition?>(kept) : ReadAsync(uuid, cancellation);

    private async ValueTask<ListenerDefinition?> ReadAsync(Guid uuid, CancellationToken cancellation)
    {
        var found = await calls.ReadInTimeAsync(store.ReadListenersAsync(new ListenerQuery(Uuids: [uuid], Limit: 1), cancellation));
        if (found.IsEmpty)
            return null;
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        _kept[uuid] = found[0];
        return found[0];
    }
}
