using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues;

namespace MoCluster.Grains.Listeners.Status;

/// <summary>Derives rates from what a listener's queue has counted. They are updated at each read.</summary>
/// <param name="time">The clock.</param>
internal sealed class ActivityMeter(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly DateTimeOffset _since = time.GetUtcNow();
    private readonly MovingRate _arrivals = new(time, Window);
    private readonly MovingRate _deliveries = new(time, Window);
    private readonly MovingRate _acknowledgements = new(time, Window);
    private long _arrived;
    private long _delivered;
    private long _acknowledged;

    /// <summary>Reads the counts and rates.</summary>
    /// <param name="listener">The listener.</param>
    public ListenerActivity Read(QueuedListener listener)
    {
        var tally = listener.Tally;
        var arrived = listener.Head - tally.FirstHead;
        _arrivals.Add(arrived - _arrived);
        _deliveries.Add(tally.Delivered - _delivered);
        _acknowledgements.Add(tally.Acknowledged - _acknowledged);
        (_arrived, _delivered, _acknowledged) = (arrived, tally.Delivered, tally.Acknowledged);
        return new ListenerActivity(
            _since,
            arrived,
            tally.Delivered,
            tally.Redelivered,
            tally.Acknowledged,
            tally.Nacked,
            tally.Expired,
            tally.Parked,
            _arrivals.PerSecond,
            _deliveries.PerSecond,
            _acknowledgements.PerSecond);
    }
}
