namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>What is done to entries of a queue by those who look after it, rather than by who has them in hand.</summary>
[GenerateSerializer, Alias("mo.entry-verb")]
public enum EntryVerb
{
    /// <summary>Delivered last from now on, and raises no alert, until nothing of the entry is open.</summary>
    Silence = 0,

    /// <summary>Silenced ones are as others again, and wait for nothing (os2mo.md §1.4).</summary>
    Unsilence = 1,

    /// <summary>Those that wait for their next delivery wait no longer. How often they were delivered is kept.</summary>
    Rerun = 2,

    /// <summary>Set aside until replayed, or until a newer event of the subject comes.</summary>
    Park = 3,

    /// <summary>Parked ones are delivered again, as if for the first time.</summary>
    Replay = 4,
}
