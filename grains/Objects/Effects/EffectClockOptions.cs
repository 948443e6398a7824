using System.ComponentModel.DataAnnotations;

namespace MoCluster.Grains.Objects.Effects;

/// <summary>How the effect clock looks for due instants, and how many it publishes at once.</summary>
public sealed record EffectClockOptions
{
    /// <summary>
    /// How often validities that begin or end are looked for, by one query, twice as far ahead. Their events come at their instant; only
    /// where that was committed less than this before it, up to this late.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan EffectInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many events of validities that begin or end at once are handed to the store together; a mutation waits behind two of these batches
    /// at most.
    /// </summary>
    [Range(1, 2000)]
    public int EffectBatch { get; init; } = 500;
}
