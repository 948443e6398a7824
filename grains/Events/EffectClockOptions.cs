namespace MoCluster.Grains.Events;

/// <summary>How the effect clock looks for due instants.</summary>
public sealed record EffectClockOptions
{
    /// <summary>How far ahead it looks, so that one query a second suffices and events come within milliseconds. Default 2 s.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many due instants it takes at once. Default 500.</summary>
    public int Batch { get; init; } = 500;
}
