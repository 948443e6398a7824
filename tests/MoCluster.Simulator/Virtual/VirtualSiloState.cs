namespace MoCluster.Simulator.Virtual;

/// <summary>How a virtual silo stands.</summary>
public enum VirtualSiloState
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>Nothing of it runs, as of a process that is stopped; what comes for it waits until it goes on.</summary>
    Frozen,

    /// <summary>Nothing of it ever runs again.</summary>
    Dead,
}
