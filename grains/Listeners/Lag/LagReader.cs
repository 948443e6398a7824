using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Grains.Listeners.Lag;

/// <summary>
/// Computes how far listeners are behind, from stored numbers: two reads for all listeners, and one a stream for the times of their first
/// unsettled events. No group is woken for it.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="options">When a listener pins the log.</param>
public sealed class LagReader(IStore store, PinOptions options)
{
    /// <summary>Reads the lag of some listeners.</summary>
    /// <param name="listeners">The listeners, at most <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="cancellation">Cancels the reads.</param>
    /// <returns>The lag of each listener that exists, by uuid.</returns>
    public async Task<IReadOnlyDictionary<Guid, ListenerLag>> ReadAsync(
        IReadOnlyCollection<ListenerDefinition> listeners, CancellationToken cancellation)
    {
        // The frontiers are read first, so that no stream appears to end before one of them.
        var frontiers = (await store.ReadFrontiersAsync([.. listeners.Select(listener => listener.Uuid)], cancellation))
            .ToDictionary(frontier => frontier.Listener, frontier => frontier.Frontier);
        var heads = (await store.ReadHeadsAsync([.. listeners.Select(listener => listener.Stream).Distinct()], cancellation))
            .ToDictionary(head => head.Stream);
        var now = store.Now;
        var lags = new Dictionary<Guid, ListenerLag>();
        foreach (var stream in listeners.Where(listener => frontiers.ContainsKey(listener.Uuid)).GroupBy(listener => listener.Stream))
        {
            var (_, first, last) = heads.TryGetValue(stream.Key, out var head) ? head : new StreamHead(stream.Key, 1, 0);
            long? Next(Guid listener) => Math.Max(frontiers[listener] + 1, first) is var next && next <= last ? next : null;
            var numbers = stream.Select(listener => Next(listener.Uuid)).OfType<long>().Distinct().Order();
            var times = await TimesAsync(stream.Key, [.. numbers], cancellation);
            foreach (var listener in stream)
            {
                var next = Next(listener.Uuid);
                var oldest = next is { } number && times.TryGetValue(number, out var time) ? time : (DateTimeOffset?)null;
                var pins = listener.Suspension is null && now - oldest >= options.PinnedAfter;
                lags[listener.Uuid] = new ListenerLag(frontiers[listener.Uuid], first, last, next, oldest, pins);
            }
        }

        return lags;
    }

    private async Task<Dictionary<long, DateTimeOffset>> TimesAsync(
        StreamKey stream, ImmutableArray<long> numbers, CancellationToken cancellation) =>
        numbers.IsEmpty
            ? []
            : (await store.ReadEventsAsync(stream, numbers, cancellation)).ToDictionary(record => record.Number, record => record.Time);
}
