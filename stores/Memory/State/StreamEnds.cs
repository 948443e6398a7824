namespace MoCluster.Stores.Memory.State;

/// <summary>Where a stream begins and ends.</summary>
/// <param name="First">The number of the first event that is still kept; <paramref name="Last"/> + 1 if no event is kept.</param>
/// <param name="Last">The number of the last event; 0 if there was none.</param>
/// <param name="Time">The time of the last event. No later event may be before it.</param>
internal readonly record struct StreamEnds(long First, long Last, DateTimeOffset Time)
{
    /// <summary>A stream without events.</summary>
    public static StreamEnds None { get; } = new(1, 0, DateTimeOffset.MinValue);
}
