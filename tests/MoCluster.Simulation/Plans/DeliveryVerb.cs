namespace MoCluster.Simulation.Plans;

/// <summary>What happens to the deliveries of a registration.</summary>
internal enum DeliveryVerb
{
    /// <summary>A commit writes some.</summary>
    Write,

    /// <summary>An operator replays all that are parked.</summary>
    ReplayParked,

    /// <summary>An operator replays one, whatever its state.</summary>
    Replay,

    /// <summary>An operator skips one, whatever its state.</summary>
    Skip,

    /// <summary>The registration is removed for good.</summary>
    Remove,
}
