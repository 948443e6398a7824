namespace MoCluster.Client;

/// <summary>The state of an entry in a queue.</summary>
public enum EntryStanding
{
    /// <summary>It waits to be fetched, possibly behind another one with its key.</summary>
    Pending = 0,

    /// <summary>It waits for an instant.</summary>
    Delayed = 1,

    /// <summary>It is leased.</summary>
    Leased = 2,

    /// <summary>It is set aside until it is replayed, or a newer event of its subject comes.</summary>
    Parked = 3,
}
