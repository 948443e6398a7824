namespace MoCluster.Silo.Hosting;

/// <summary>
/// Says whether the process serves requests. The port is bound first; until everything behind it runs, all paths except health and metrics
/// answer 503 (docs/architecture.md §3).
/// </summary>
/// <param name="lifetime">Reports the start and the stop of the process.</param>
internal sealed class ProcessReadiness(IHostApplicationLifetime lifetime)
{
    /// <summary>Whether requests are served.</summary>
    public bool IsReady => lifetime.ApplicationStarted.IsCancellationRequested && !Stopping.IsCancellationRequested;

    /// <summary>Cancelled when the process begins to stop. Every wait of a request ends then.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>What the process is doing instead, for the answer to a request that comes too early or too late.</summary>
    public string Reason => Stopping.IsCancellationRequested ? "MoCluster is stopping." : "MoCluster is starting; try again in a moment.";
}
