using System.Collections.Concurrent;
using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;
using MoCluster.Grains.Storage.Definitions;

namespace MoCluster.Silo.Application;

/// <summary>
/// Finds the group that serves a listener. A listener never changes its group and its uuid is never reused, so the directory caches what it
/// found. A cached listener may have been deleted since; its grain knows.
/// </summary>
/// <param name="store">Holds the definitions of listeners.</param>
/// <param name="time">Measures the wait for the store.</param>
/// <param name="cluster">Says how long a read may take.</param>
internal sealed class ListenerDirectory(IDefinitionStore store, TimeProvider time, ClusterSettings cluster)
{
    /// <summary>The cache is emptied when it holds this many listeners.</summary>
    private const int MaxCached = 100_000;

    private readonly ConcurrentDictionary<Guid, ListenerDefinition> _cached = [];

    /// <summary>Finds a listener as it was declared; null when it does not exist.</summary>
    /// <param name="uuid">The uuid of the listener.</param>
    /// <param name="cancellation">Cancels the read.</param>
    /// <exception cref="RefusedException">The store is unavailable or does not answer in time; the caller may try again.</exception>
    public ValueTask<ListenerDefinition?> FindAsync(Guid uuid, CancellationToken cancellation) =>
        _cached.TryGetValue(uuid, out var cached) ? new ValueTask<ListenerDefinition?>(cached) : ReadAsync(uuid, cancellation);

    private async ValueTask<ListenerDefinition?> ReadAsync(Guid uuid, CancellationToken cancellation)
    {
        var found = await ReadInTimeAsync(store.ReadListenersAsync(new ListenerQuery(Uuids: [uuid], Limit: 1), cancellation));
        if (found.IsEmpty)
            return null;
        if (_cached.Count >= MaxCached)
            _cached.Clear();
        _cached[uuid] = found[0];
        return found[0];
    }

    /// <summary>This read comes before a call of a grain, so it has the time limit of a grain call, also when the store hangs.</summary>
    private async ValueTask<ImmutableArray<ListenerDefinition>> ReadInTimeAsync(ValueTask<ImmutableArray<ListenerDefinition>> read)
    {
        if (read.IsCompleted)
            return await StoreReads.ReadAsync(read);
        try
        {
            return await StoreReads.ReadAsync(
                new ValueTask<ImmutableArray<ListenerDefinition>>(read.AsTask().WaitAsync(cluster.ResponseTimeout, time)));
        }
        catch (TimeoutException)
        {
            throw Refusals.ToException(GrainCalls.NoAnswer);
        }
    }
}
