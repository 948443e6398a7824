namespace MoCluster.Client.Hosting.Handling;

/// <summary>What is to become of an event.</summary>
internal enum OutcomeKind
{
    /// <summary>It is acknowledged.</summary>
    Done = 0,

    /// <summary>It comes again after a delay.</summary>
    RetryAfter = 1,

    /// <summary>It is set aside.</summary>
    Park = 2,
}
