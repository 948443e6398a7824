namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>What an operator does to entries of a queue.</summary>
[GenerateSerializer, Alias("mo.entry-verb")]
public enum EntryVerb
{
    /// <summary>Delivers the entry last from now on, and raises no alert for it, until none of its numbers is open.</summary>
    Silence = 0,

    /// <summary>Ends the silence of an entry, and its delay (docs/os2mo.md §4.4).</summary>
    Unsilence = 1,

    /// <summary>Ends the delay of an entry. The number of its attempts is kept.</summary>
    Rerun = 2,

    /// <summary>Does not deliver the entry until it is replayed, or a newer event of its subject comes.</summary>
    Park = 3,

    /// <summary>Delivers a parked entry again, as if for the first time.</summary>
    Replay = 4,

    /// <summary>Ends the lease and the delay of an entry, as if its time had passed. For tests: the caller that leased it may still be at work.</summary>
    Release = 5,
}
