using MoCluster.Silo.Diagnostics;
using MoCluster.Silo.Hosting;

namespace MoCluster.Silo.Cluster;

/// <summary>
/// Ends the process when Orleans cannot continue, for example when the other silos declared this one dead while it hung. Orleans' own handler
/// leaves a core dump and a page of stack traces; this one leaves an exit code and one line. Nothing has to be saved first: all confirmed
/// commits are in the store.
/// </summary>
/// <param name="logs">The log. It is flushed before the process ends.</param>
internal sealed class FatalErrors(ILoggerFactory logs) : IFatalErrorHandler
{
    private int _ended;

    /// <inheritdoc />
    public bool IsUnexpected(Exception exception) => true;

    /// <inheritdoc />
    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1)
            return;
        logs.CreateLogger("MoCluster.Silo").EngineFailed(exception, context ?? exception?.Message ?? "no reason was given");
        logs.Dispose();
        Environment.Exit(ProcessEnd.Failed);
    }
}
