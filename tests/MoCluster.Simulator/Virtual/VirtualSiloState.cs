namespace MoCluster.Simulator.Virtual;

/// <summary>The state of a virtual silo.</summary>
public enum VirtualSiloState
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>Nothing in it runs, as in a stopped process; what arrives waits until it goes on.</summary>
    Frozen,

    /// <summary>Nothing in it ever runs again.</summary>
    Dead,
}
