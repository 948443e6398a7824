namespace MoCluster.Grains.Listeners.Queues;

/// <summary>What happened at a listener's queue since it was built, of what was committed.</summary>
internal sealed class QueueTally
{
    /// <summary>Hand-outs, repeated ones included.</summary>
    public long Delivered { get; set; }

    /// <summary>Hand-outs of what had been handed out before, without an acknowledgement.</summary>
    public long Redelivered { get; set; }

    /// <summary>Acknowledgements that settled something, or ended a lease.</summary>
    public long Acknowledged { get; set; }

    /// <summary>Hand-outs that came back by hand.</summary>
    public long Nacked { get; set; }

    /// <summary>Hand-outs that came back because their lease ended.</summary>
    public long Expired { get; set; }

    /// <summary>Entries set aside: by hand, or because their attempts were used up.</summary>
    public long Parked { get; set; }

    /// <summary>The number of the stream's last event when the counting began.</summary>
    public required long FirstHead { get; init; }
}
