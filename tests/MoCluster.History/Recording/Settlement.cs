namespace MoCluster.History;

/// <summary>How a client uses a token.</summary>
public enum Settlement
{
    /// <summary>Acknowledges the event: it is settled, and its lease ends.</summary>
    Acknowledge = 0,

    /// <summary>Nacks the event: its lease ends, and nothing is settled.</summary>
    Nack = 1,

    /// <summary>Parks the event: its lease ends, and it is not owed until it is replayed or a newer event of its subject comes.</summary>
    Park = 2,
}
