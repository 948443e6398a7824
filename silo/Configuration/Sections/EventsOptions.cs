using System.ComponentModel.DataAnnotations;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>The clocks behind the event system (DESIGN.md §3, §5). The same section holds those of the effect clock, of queues and of pinned listeners.</summary>
internal sealed record EventsOptions
{
    /// <summary>How often the ends of all streams are read, which is how late an event can be when its doorbell was lost.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long events are kept at least, whether or not all listeners have settled them. Longer than any lease.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often events that nobody needs any more are let go, and listeners looked for that pin the log.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TrimInterval { get; init; } = TimeSpan.FromMinutes(1);
}
