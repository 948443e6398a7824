using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Grains.Events;

/// <summary>
/// Makes up for lost doorbells. One query of all stream heads finds the streams that moved, and their routers are told. A hosted service runs
/// this every second in every silo; it is harmless when several run. Its calls may be lost too, or reach a router that ends, so a listener
/// that is awake in this silo also looks up the head here from time to time.
/// </summary>
/// <param name="store">Gives the incarnation to pass to routers.</param>
/// <param name="log">The log, which has the heads.</param>
/// <param name="grains">Reaches the routers.</param>
public sealed class EventStreamSweep(IStoreInfo store, IEventLog log, IGrainFactory grains)
{
    private readonly Dictionary<StreamKey, long> _seen = [];
    private ImmutableArray<StreamHead> _heads = [];
    private Dictionary<StreamKey, long> _last = [];
    private bool _hasLooked;

    /// <summary>The first and last numbers of the streams at the last look. Any thread may read this.</summary>
    public ImmutableArray<StreamHead> Heads => _heads;

    /// <summary>The last number of a stream at the last look; 0 when it had none. Any thread may call this.</summary>
    /// <param name="stream">The stream.</param>
    public long LastOf(StreamKey stream) => _last.GetValueOrDefault(stream);

    /// <summary>Looks once. It must not run twice at a time.</summary>
    /// <param name="cancellation">Ends the query.</param>
    /// <returns>How many streams have moved since the last look. The first look counts none, since no listener was awake before.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellation)
    {
        var moved = 0;
        _heads = await log.ReadHeadsAsync(default, cancellation);
        _last = _heads.ToDictionary(head => head.Stream, head => head.Last);
        foreach (var head in _heads)
        {
            if (_seen.TryGetValue(head.Stream, out var last) && last >= head.Last)
                continue;
            _seen[head.Stream] = head.Last;
            if (!_hasLooked)
                continue;
            moved++;
            await grains.GetGrain<IRouterGrain>(head.Stream.ToString()).ReachedAsync(store.Incarnation, head.Last);
        }

        _hasLooked = true;
        return moved;
    }
}
