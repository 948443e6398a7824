namespace MoCluster.Stores.Memory.State;

/// <summary>Where a stream begins and ends.</summary>
/// <param name="First">The number of the first event that is still kept; one above <paramref name="Last"/> when none is.</param>
/// <param name="Last">The number of the last event; 0 before the first.</param>
/// <param name="Time">The last event's time, before which none of its successors may be.</param>
internal readonly record struct StreamEnds(long First, long Last, DateTimeOffset Time)
{
    /// <summary>A stream without events.</summary>
    public static StreamEnds None { get; } = new(1, 0, DateTimeOffset.MinValue);
}
