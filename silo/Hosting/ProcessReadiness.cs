namespace MoCluster.Silo.Hosting;

/// <summary>
/// Whether the process serves. The port is bound first; until everything behind it runs, all but health and metrics answers 503 (DESIGN.md §3).
/// </summary>
/// <param name="lifetime">How far the process is.</param>
internal sealed class ProcessReadiness(IHostApplicationLifetime lifetime)
{
    /// <summary>Whether requests are served.</summary>
    public bool IsReady => lifetime.ApplicationStarted.IsCancellationRequested && !Stopping.IsCancellationRequested;

    /// <summary>Cancelled when the process begins to stop: every wait of a request listens to it.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>What the process does instead of serving, for the answer to who calls meanwhile.</summary>
    public string Reason => Stopping.IsCancellationRequested ? "MoCluster is stopping." : "MoCluster is starting; try again in a moment.";
}
