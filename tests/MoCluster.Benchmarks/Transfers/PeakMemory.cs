using System.Diagnostics;

namespace MoCluster.Benchmarks.Transfers;

/// <summary>Watches how much memory a process has at most.</summary>
internal sealed class PeakMemory
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly Task<long> _watching;
    private volatile bool _ended;

    /// <summary>Begins to watch.</summary>
    /// <param name="process">The process.</param>
    public PeakMemory(Process process) => _watching = WatchAsync(process);

    /// <summary>Ends.</summary>
    /// <returns>The most bytes of resident memory that were seen.</returns>
    public Task<long> EndAsync()
    {
        _ended = true;
        return _watching;
    }

    private async Task<long> WatchAsync(Process process)
    {
        var most = 0L;
        while (!_ended)
        {
            process.Refresh();
            most = Math.Max(most, process.WorkingSet64);
            await Task.Delay(Interval);
        }

        return most;
    }
}
