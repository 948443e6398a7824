namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>The state of an entry of a queue.</summary>
[GenerateSerializer, Alias("mo.entry-standing")]
public enum EntryStanding
{
    /// <summary>Can be fetched, or is blocked by another entry with one of its keys.</summary>
    Pending = 0,

    /// <summary>Pending, but not delivered before an instant.</summary>
    Delayed = 1,

    /// <summary>Leased.</summary>
    Leased = 2,

    /// <summary>Not delivered until it is replayed, or a newer event of its subject comes.</summary>
    Parked = 3,
}
