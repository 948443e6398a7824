namespace MoCluster.Client.Hosting.Handling;

/// <summary>How a delivery ends.</summary>
internal enum SettlementVerb
{
    /// <summary>It is acknowledged.</summary>
    Acknowledge = 0,

    /// <summary>It is given back and comes again.</summary>
    Nack = 1,

    /// <summary>It is set aside.</summary>
    Park = 2,

    /// <summary>Nothing can be done, because its lease was lost.</summary>
    None = 3,
}
