namespace MoCluster.Grains.Events;

/// <summary>Options of routers.</summary>
public sealed record RouterOptions
{
    /// <summary>How many of a stream's latest events a router keeps for listeners that are busy. Default 8 192.</summary>
    public int TailEvents { get; init; } = 8_192;

    /// <summary>The most events that are handed to a listener at once. Default 2 048.</summary>
    public int BatchEvents { get; init; } = 2_048;

    /// <summary>How long a router waits for an overtaken batch before it reads the log. Default 10 ms.</summary>
    public TimeSpan GapWait { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How many batches that arrived early are kept. Default 256. Beyond that the log is read.</summary>
    public int EarlyBatches { get; init; } = 256;

    /// <summary>How many listeners a router tells. Default 10 000. Further listeners are not told, and find their events when they read the log.</summary>
    public int Listeners { get; init; } = 10_000;
}
