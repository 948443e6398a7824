using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Storage.Events;

/// <summary>The log of events, stream by stream.</summary>
public interface IEventLog
{
    /// <summary>The ends of streams.</summary>
    /// <param name="streams">Which; default for all, in one query (the sweep).</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>A row for each stream that has, or has had, an event.</returns>
    ValueTask<ImmutableArray<StreamHead>> ReadHeadsAsync(ImmutableArray<StreamKey> streams, CancellationToken cancellation);

    /// <summary>A page of the log.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="from">The first number wanted.</param>
    /// <param name="limit">At most so many events.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>Events with consecutive numbers; the first one's is above <paramref name="from"/> only when older ones are no longer kept.</returns>
    ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, long from, int limit, CancellationToken cancellation);

    /// <summary>Single events of the log.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="numbers">Which, ascending; those no longer kept are left out of the answer.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, ImmutableArray<long> numbers, CancellationToken cancellation);

    /// <summary>The events of one priority lane within a part of the log: those between them are passed over, at little cost.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="from">The first number of the part.</param>
    /// <param name="to">The last number of the part; one that was committed.</param>
    /// <param name="limit">At most so many events.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>Ascending; when fewer than <paramref name="limit"/>, the lane has no others in the part that are still kept.</returns>
    ValueTask<ImmutableArray<EventRecord>> ReadLaneAsync(
        StreamKey stream, PriorityLane lane, long from, long to, int limit, CancellationToken cancellation);
}
