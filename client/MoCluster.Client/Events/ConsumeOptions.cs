namespace MoCluster.Client;

/// <summary>How events are consumed.</summary>
public sealed record ConsumeOptions
{
    /// <summary>The most events of the listener that are leased at once; the server sends no more until some are settled. 100 by default.</summary>
    public int Window { get; init; } = 100;

    /// <summary>
    /// After how long without a sign of the server the stream is opened again; 30 s by default. The server sends a sign every ten seconds.
    /// </summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Is called each time the stream is open: at first, and after each interruption; null for nobody.</summary>
    public Action? Opened { get; init; }

    /// <summary>Is told why the stream was opened again, each time; null for nobody.</summary>
    public Action<MoException>? Interrupted { get; init; }
}
