using MoCluster.Silo.Diagnostics;

namespace MoCluster.Silo.Hosting;

/// <summary>How the process ends: with exit code 0, unless something failed without which it cannot go on.</summary>
/// <param name="lifetime">Stops the process.</param>
/// <param name="logs">Where the reason is told.</param>
internal sealed class ProcessEnd(IHostApplicationLifetime lifetime, ILoggerFactory logs)
{
    /// <summary>The exit code of a process that could not start, or not go on.</summary>
    public const int Failed = 1;

    /// <summary>The exit code of a process whose configuration is wrong.</summary>
    public const int Misconfigured = 2;

    /// <summary>The exit code.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Makes the exit code one of failure.</summary>
    public void Fail() => ExitCode = Failed;

    /// <summary>
    /// Stops the process because its store failed. What was not committed by now never will be here: only another process, after the disk is well,
    /// knows what became true.
    /// </summary>
    /// <param name="failure">What happened.</param>
    public void StoreFailed(Exception failure)
    {
        logs.CreateLogger("MoCluster.Silo").StoreFailed(failure, failure.Message);
        Fail();
        lifetime.StopApplication();
    }
}
