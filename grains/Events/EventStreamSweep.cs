using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Grains.Events;

/// <summary>
/// Makes up for lost doorbells: one query of all stream heads tells the routers of streams that moved. A hosted service runs it every
/// second in every silo; running twice is harmless. What it tells may be lost too, or reach a router that ends: a listener that is awake
/// in this silo looks here besides, in its time.
/// </summary>
/// <param name="store">Gives the incarnation that routers are told.</param>
/// <param name="log">Where the heads are read.</param>
/// <param name="grains">Reaches the routers.</param>
public sealed class EventStreamSweep(IStoreInfo store, IEventLog log, IGrainFactory grains)
{
    private readonly Dictionary<StreamKey, long> _seen = [];
    private ImmutableArray<StreamHead> _heads = [];
    private Dictionary<StreamKey, long> _last = [];
    private bool _hasLooked;

    /// <summary>Where the streams began and ended at the last look. May be read from any thread.</summary>
    public ImmutableArray<StreamHead> Heads => _heads;

    /// <summary>The last number of a stream at the last look; 0 where it had none. May be asked from any thread.</summary>
    /// <param name="stream">The stream.</param>
    public long LastOf(StreamKey stream) => _last.GetValueOrDefault(stream);

    /// <summary>Looks once. Not to be run twice at a time.</summary>
    /// <param name="cancellation">Ends the query.</param>
    /// <returns>How many streams had moved since the last look; on the first look none, as nobody was awake before.</returns>
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
