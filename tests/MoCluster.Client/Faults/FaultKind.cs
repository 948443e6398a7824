namespace MoCluster.Client.Tests.Faults;

/// <summary>What a proxy does to a connection.</summary>
public enum FaultKind
{
    /// <summary>It closes both sides at once, as a process that dies does.</summary>
    Cut,

    /// <summary>It tells the client that nothing more comes, and goes on taking what the client sends.</summary>
    HalfClose,

    /// <summary>It passes nothing on any more, and closes nothing.</summary>
    Stall,

    /// <summary>It sends bytes that nobody asked for, and closes.</summary>
    Garbage,
}
