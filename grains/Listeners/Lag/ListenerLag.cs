namespace MoCluster.Grains.Listeners.Lag;

/// <summary>How far a listener is behind its stream, told from numbers that are stored: nobody is woken for it.</summary>
/// <param name="Frontier">The number up to which it has settled everything, but for what is parked, delayed or silenced.</param>
/// <param name="First">The number of the first event that its stream has kept; one above <paramref name="Head"/> when none is.</param>
/// <param name="Head">The number of its stream's last event; 0 before the first.</param>
/// <param name="Next">The first number above the frontier that is still kept; null when there is none.</param>
/// <param name="Oldest">When the event of that number came about; null when there is none.</param>
/// <param name="Pins">Whether it holds the log beyond the limit: that event is too old, and it is not suspended.</param>
public sealed record ListenerLag(long Frontier, long First, long Head, long? Next, DateTimeOffset? Oldest, bool Pins)
{
    /// <summary>How many events lie between the frontier and the stream's end; some of them may be settled, or superseded by others.</summary>
    public long Behind => Head - Frontier;
}
