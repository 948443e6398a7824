using System.ComponentModel.DataAnnotations;

namespace MoCluster.Grains.Listeners.Lag;

/// <summary>When a listener pins the log, and what is done about it.</summary>
public sealed record PinOptions
{
    /// <summary>
    /// How old the oldest event that a listener has not settled may become. Beyond that the listener pins the log, which the silo's log,
    /// <c>/metrics</c> and <c>Listener.lag.pins</c> show. Twice the retention by default.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan PinnedAfter { get; init; } = TimeSpan.FromDays(14);

    /// <summary>
    /// Whether a listener that pins the log is suspended: it does not hold the log any more, loses what becomes older than the retention, and is
    /// told so at its next fetch. Without it the log grows until somebody acts.
    /// </summary>
    public bool SuspendPinned { get; init; }

    /// <summary>After how long the silo's log mentions a listener again that still pins the log. 1 h.</summary>
    public TimeSpan TellAgain { get; init; } = TimeSpan.FromHours(1);
}
