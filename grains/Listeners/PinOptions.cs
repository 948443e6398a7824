namespace MoCluster.Grains.Listeners;

/// <summary>When a listener counts as one that pins the log, and what is done about it.</summary>
public sealed record PinOptions
{
    /// <summary>How old the oldest event may be that a listener has not settled. 14 days: twice the retention.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Whether such a listener is suspended, so that the log is let go. False: only its operator is told.</summary>
    public bool Suspend { get; init; }

    /// <summary>How often at most a listener that goes on pinning the log is told of again in the silo's log. 1 h.</summary>
    public TimeSpan TellAgain { get; init; } = TimeSpan.FromHours(1);
}
