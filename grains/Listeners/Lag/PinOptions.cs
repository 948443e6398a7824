using System.ComponentModel.DataAnnotations;

namespace MoCluster.Grains.Listeners.Lag;

/// <summary>When a listener counts as one that pins the log, and what is done about it.</summary>
public sealed record PinOptions
{
    /// <summary>
    /// How old the oldest event may be that a listener has not settled: from then on it pins the log, which is told in the log, by
    /// <c>/metrics</c> and as <c>Listener.lag.pins</c>. Twice the retention: what is held longer than it was meant to be.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan PinnedAfter { get; init; } = TimeSpan.FromDays(14);

    /// <summary>
    /// Whether a listener that pins the log is suspended: it holds the log no longer, loses what gets older than the retention, and is told so
    /// at its next fetch. Without it the log grows until somebody acts.
    /// </summary>
    public bool SuspendPinned { get; init; }

    /// <summary>How often at most a listener that goes on pinning the log is told of again in the silo's log. 1 h.</summary>
    public TimeSpan TellAgain { get; init; } = TimeSpan.FromHours(1);
}
