namespace MoCluster.Simulation.Faults;

/// <summary>The faults of doorbells.</summary>
internal enum DoorbellFault
{
    /// <summary>It never arrives.</summary>
    Lost,

    /// <summary>It arrives twice.</summary>
    Doubled,

    /// <summary>It arrives late, after others that were rung later.</summary>
    Late,

    /// <summary>Ringing fails.</summary>
    Failing,
}
