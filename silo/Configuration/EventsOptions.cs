using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners;

namespace MoCluster.Silo.Configuration;

/// <summary>The clocks behind the event system (DESIGN.md §3, §5).</summary>
[Section("Events", "The clocks behind the event system.")]
internal sealed record EventsOptions
{
    private static readonly EffectClockOptions EffectDefaults = new();

    [Setting("How often the ends of all streams are read, which is how late an event can be when its doorbell was lost.",
        Min = "00:00:00.1", Max = "00:01:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(1);

    [Setting("How often validities that begin or end are looked for, by one query, twice as far ahead. Their events come at their instant; "
        + "only where that was committed less than this before it, up to this late.",
        Min = "00:00:00.1", Max = "00:01:00")]
    public TimeSpan EffectInterval { get; init; } = EffectDefaults.Interval;

    [Setting("How many events of validities that begin or end at once are handed to the store together; a mutation waits behind two of "
        + "these batches at most.", Min = "1", Max = "2000")]
    public int EffectBatch { get; init; } = EffectDefaults.Batch;

    [Setting("How long events are kept at least, whether or not all listeners have settled them. Longer than any lease.",
        Min = "1.00:00:00", Max = "3650.00:00:00")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    [Setting("How many entries of each priority lane (better than, at, and worse than the default priority) a listener holds in memory, at "
        + "about 200 bytes, and how many parked or delayed ones besides. Beyond it a lane is read from the log in windows, and events coalesce "
        + "within those only; the other lanes go on. Parked and delayed ones beyond it take the lanes' room.",
        Min = "1", Max = "100000000")]
    public long LaneEntries { get; init; } = new ListenerOptions().LaneEntries;

    [Setting("How old the oldest event may be that a listener has not settled: from then on it pins the log, which is told in the log, by "
        + "`/metrics` and as `Listener.lag.pins`. Twice the retention: what is held longer than it was meant to be.",
        Min = "00:00:01", Max = "3650.00:00:00")]
    public TimeSpan PinnedAfter { get; init; } = TimeSpan.FromDays(14);

    [Setting("Whether a listener that pins the log is suspended: it holds the log no longer, loses what gets older than the retention, and is "
        + "told so at its next fetch. Without it the log grows until somebody acts.")]
    public bool SuspendPinned { get; init; }

    [Setting("How often events that nobody needs any more are let go, and listeners looked for that pin the log.", Min = "00:00:01", Max = "1.00:00:00")]
    public TimeSpan TrimInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The options of the effect clock.</summary>
    public EffectClockOptions ToEffectClockOptions() => new() { Interval = EffectInterval, Batch = EffectBatch };

    /// <summary>When a listener counts as one that pins the log.</summary>
    public PinOptions ToPinOptions() => new() { After = PinnedAfter, Suspend = SuspendPinned };
}
