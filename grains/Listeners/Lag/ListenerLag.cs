namespace MoCluster.Grains.Listeners.Lag;

/// <summary>How far a listener is behind its stream, computed from stored numbers.</summary>
/// <param name="Frontier">The number up to which it has settled everything except for what is parked, delayed or silenced.</param>
/// <param name="First">The number of the first event that its stream keeps; one above <paramref name="Head"/> when it keeps none.</param>
/// <param name="Head">The number of its stream's last event; 0 when there is none yet.</param>
/// <param name="Next">The first number above the frontier that is still kept; null when there is none.</param>
/// <param name="Oldest">The time of the event with that number; null when there is none.</param>
/// <param name="Pins">Whether it pins the log: that event is older than the limit, and the listener is not suspended.</param>
public sealed record ListenerLag(long Frontier, long First, long Head, long? Next, DateTimeOffset? Oldest, bool Pins)
{
    /// <summary>How many events are between the frontier and the stream's end. Some of them may be settled or superseded.</summary>
    public long Behind => Head - Frontier;
}
