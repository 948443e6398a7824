using System.ComponentModel.DataAnnotations;

namespace MoCluster.Grains.Objects.Effects;

/// <summary>Options of <see cref="EffectClock"/>.</summary>
public sealed record EffectClockOptions
{
    /// <summary>
    /// How often one query looks for validities that begin or end within twice this time. Their events are published at their instant. The
    /// event of an instant that was committed less than this before it may be late, by up to this time.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan EffectInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many events of validities that begin or end are handed to the store together. A mutation waits behind at most two of these batches.
    /// </summary>
    [Range(1, 2000)]
    public int EffectBatch { get; init; } = 500;
}
