namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>Where an entry of a queue stands.</summary>
[GenerateSerializer, Alias("mo.entry-standing")]
public enum EntryStanding
{
    /// <summary>Waits to be fetched; possibly behind another one with its key.</summary>
    Pending = 0,

    /// <summary>Waits for an instant.</summary>
    Delayed = 1,

    /// <summary>In somebody's hand.</summary>
    Leased = 2,

    /// <summary>Set aside.</summary>
    Parked = 3,
}
