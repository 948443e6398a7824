namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>What a token is used for, besides acknowledging. Only the token of a lease that stands does anything (DESIGN.md §5).</summary>
[GenerateSerializer, Alias("mo.token-verb")]
public enum TokenVerb
{
    /// <summary>Gives the event back: it comes again after a delay, or is parked when its attempts are used up.</summary>
    Nack = 0,

    /// <summary>Goes on working on it: the lease ends later.</summary>
    Touch = 1,

    /// <summary>Sets it aside until it is replayed or a newer event of its subject comes.</summary>
    Park = 2,
}
