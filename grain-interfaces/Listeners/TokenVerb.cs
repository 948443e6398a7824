namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>What a token does besides acknowledging. A token does none of this once its lease has ended (docs/architecture.md §5.5).</summary>
[GenerateSerializer, Alias("mo.token-verb")]
public enum TokenVerb
{
    /// <summary>Ends the lease without an acknowledgement: the event is delivered again after a delay, or parked when its attempts are used up.</summary>
    Nack = 0,

    /// <summary>Extends the lease.</summary>
    Touch = 1,

    /// <summary>Ends the lease, and does not deliver the event again until it is replayed or a newer event of its subject comes.</summary>
    Park = 2,
}
