namespace MoCluster.History;

/// <summary>What a client does with a token.</summary>
public enum Settlement
{
    /// <summary>It acknowledges: what the token was given for is settled, its lease ends.</summary>
    Acknowledge = 0,

    /// <summary>It gives the event back: its lease ends, nothing is settled.</summary>
    Release = 1,

    /// <summary>It sets the event aside: its lease ends, and until it is replayed or a newer event comes it is not owed.</summary>
    Park = 2,
}
