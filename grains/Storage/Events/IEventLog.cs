using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Storage.Events;

/// <summary>Reads the events of streams.</summary>
public interface IEventLog
{
    /// <summary>Reads where streams begin and end.</summary>
    /// <param name="streams">The streams; default for all.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>A head for each of the streams that has, or once had, an event.</returns>
    ValueTask<ImmutableArray<StreamHead>> ReadHeadsAsync(ImmutableArray<StreamKey> streams, CancellationToken cancellation);

    /// <summary>Reads consecutive events.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="from">The first number wanted.</param>
    /// <param name="limit">The most events to return.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>Events with consecutive numbers. The first number is above <paramref name="from"/> only if older events are no longer kept.</returns>
    ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, long from, int limit, CancellationToken cancellation);

    /// <summary>Reads single events.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="numbers">Their numbers, ascending. Events that are no longer kept are missing from the answer.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, ImmutableArray<long> numbers, CancellationToken cancellation);

    /// <summary>Reads the events of one priority lane within a part of a stream. Events of other lanes cost little.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="from">The first number of the part.</param>
    /// <param name="to">The last number of the part, which must have been committed.</param>
    /// <param name="limit">The most events to return.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>Events, ascending. If there are fewer than <paramref name="limit"/>, the part holds no others of the lane that are still kept.</returns>
    ValueTask<ImmutableArray<EventRecord>> ReadLaneAsync(
        StreamKey stream, PriorityLane lane, long from, long to, int limit, CancellationToken cancellation);
}
