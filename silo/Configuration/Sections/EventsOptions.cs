using System.ComponentModel.DataAnnotations;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>The intervals of the work behind the event system (docs/architecture.md §3 and §5.10). The section also holds settings of the effect clock, of queues and of listeners that pin the log.</summary>
internal sealed record EventsOptions
{
    /// <summary>How often the heads of all streams are read. An event whose doorbell was lost is late by at most this interval.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The shortest time for which events are kept, even when all listeners have settled them. It is longer than any lease.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often expired events are deleted, and how often listeners that pin the log are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TrimInterval { get; init; } = TimeSpan.FromMinutes(1);
}
