namespace MoCluster.Grains.Events;

/// <summary>How routers hand events on.</summary>
public sealed record RouterOptions
{
    /// <summary>How many of a stream's latest events a router keeps at hand for listeners that are busy. Default 8 192.</summary>
    public int TailEvents { get; init; } = 8_192;

    /// <summary>How many events are handed to a listener at once. Default 2 048.</summary>
    public int BatchEvents { get; init; } = 2_048;

    /// <summary>How long a router waits for a batch that was overtaken before it reads the log. Default 10 ms.</summary>
    public TimeSpan GapWait { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How many batches that arrived too early are held. Default 256; beyond that the log is read.</summary>
    public int EarlyBatches { get; init; } = 256;

    /// <summary>How many listeners of one stream may be awake. Default 10 000; more are not told, and find their events by asking.</summary>
    public int Listeners { get; init; } = 10_000;
}
