namespace MoCluster.Silo.Process;

/// <summary>
/// Whether the process serves: the port is bound first, and until the node behind it runs everything but /health answers 503
/// (DESIGN.md §3).
/// </summary>
internal sealed class Readiness : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private volatile Node? _node;

    /// <summary>The node that serves; null before it runs and once the process stops.</summary>
    public Node? Node => _stopping.IsCancellationRequested ? null : _node;

    /// <summary>Cut short when the process stops: every wait of a request listens to it.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>What the process is doing instead of serving, for the answer to who calls meanwhile.</summary>
    public string Reason => _stopping.IsCancellationRequested ? "MoCluster is stopping." : "MoCluster is starting; try again in a moment.";

    /// <summary>From now on requests are served.</summary>
    /// <param name="node">By this node.</param>
    public void Ready(Node node) => _node = node;

    /// <summary>From now on no request is served, and those that wait are answered.</summary>
    public void Stop() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();
}
