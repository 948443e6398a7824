using System.Diagnostics;

namespace MoCluster.Benchmarks.Transfers;

/// <summary>Watches how much memory a process has at most.</summary>
internal sealed class PeakMemory
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly CancellationTokenSource _end = new();
    private readonly Task<long> _watching;

    /// <summary>Begins to watch.</summary>
    /// <param name="process">The process.</param>
    public PeakMemory(Process process) => _watching = WatchAsync(process);

    /// <summary>Ends.</summary>
    /// <returns>The most bytes of resident memory that were seen.</returns>
    public async Task<long> EndAsync()
    {
        await _end.CancelAsync();
        return await _watching;
    }

    private async Task<long> WatchAsync(Process process)
    {
        var most = 0L;
        while (true)
        {
            process.Refresh();
            most = Math.Max(most, process.WorkingSet64);
            try
            {
                await Task.Delay(Interval, _end.Token);
            }
            catch (OperationCanceledException)
            {
                _end.Dispose();
                return most;
            }
        }
    }
}
