namespace MoCluster.Silo.Configuration;

/// <summary>The clocks behind the event system (DESIGN.md §3, §5).</summary>
[Section("Events", "The clocks behind the event system.")]
internal sealed record EventsOptions
{
    [Setting("How often the ends of all streams are read, which is how late an event can be when its doorbell was lost.",
        Min = "00:00:00.1", Max = "00:01:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(1);

    [Setting("How often validities that begin or end are looked for, which is how late their events can be.",
        Min = "00:00:00.1", Max = "00:01:00")]
    public TimeSpan EffectInterval { get; init; } = TimeSpan.FromSeconds(1);

    [Setting("How long events are kept at least, whether or not all listeners have settled them. Longer than any lease.",
        Min = "1.00:00:00", Max = "3650.00:00:00")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    [Setting("How often events that nobody needs any more are let go.", Min = "00:00:01", Max = "1.00:00:00")]
    public TimeSpan TrimInterval { get; init; } = TimeSpan.FromMinutes(1);
}
