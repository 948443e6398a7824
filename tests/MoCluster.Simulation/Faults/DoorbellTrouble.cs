namespace MoCluster.Simulation.Faults;

/// <summary>What can go wrong with a doorbell.</summary>
internal enum DoorbellTrouble
{
    /// <summary>It never comes.</summary>
    Lost,

    /// <summary>It comes twice.</summary>
    Doubled,

    /// <summary>It comes late, after others that were rung later.</summary>
    Late,

    /// <summary>Ringing fails.</summary>
    Failing,
}
