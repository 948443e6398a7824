using MoCluster.Silo.Diagnostics;

namespace MoCluster.Silo.Hosting;

/// <summary>Ends the process and decides its exit code: 0, unless a part failed without which the process cannot continue.</summary>
/// <param name="lifetime">Stops the process.</param>
/// <param name="logs">Makes the log that says why the process ends.</param>
internal sealed class ProcessEnd(IHostApplicationLifetime lifetime, ILoggerFactory logs)
{
    /// <summary>The exit code of a process that could not start, or could not continue.</summary>
    public const int Failed = 1;

    /// <summary>The exit code of a process whose configuration is wrong.</summary>
    public const int Misconfigured = 2;

    /// <summary>The exit code.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Sets the exit code to <see cref="Failed"/>.</summary>
    public void Fail() => ExitCode = Failed;

    /// <summary>
    /// Stops the process because its store failed. This process will never know whether the commits under way became true; only a process that
    /// opens the store after the disk is repaired does.
    /// </summary>
    /// <param name="failure">The failure of the store.</param>
    public void StoreFailed(Exception failure)
    {
        logs.CreateLogger("MoCluster.Silo").StoreFailed(failure, failure.Message);
        Fail();
        lifetime.StopApplication();
    }
}
