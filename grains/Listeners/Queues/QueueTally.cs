namespace MoCluster.Grains.Listeners.Queues;

/// <summary>Counts what was committed in a listener's queue since the queue was built.</summary>
internal sealed class QueueTally
{
    /// <summary>Deliveries, repeated ones included.</summary>
    public long Delivered { get; set; }

    /// <summary>Deliveries of entries that had been delivered before and not acknowledged.</summary>
    public long Redelivered { get; set; }

    /// <summary>Acknowledgements that settled a number or ended a lease.</summary>
    public long Acknowledged { get; set; }

    /// <summary>Leases that ended by a nack or a park.</summary>
    public long Nacked { get; set; }

    /// <summary>Leases that ended by time.</summary>
    public long Expired { get; set; }

    /// <summary>Entries that were parked: on request, or because their attempts were used up.</summary>
    public long Parked { get; set; }

    /// <summary>The number of the stream's last event when the counting began.</summary>
    public required long FirstHead { get; init; }
}
