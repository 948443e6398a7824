using MoCluster.Silo.Diagnostics;

namespace MoCluster.Silo.Cluster;

/// <summary>
/// Runs a piece of work periodically while the process serves. The work itself says how long to pause after each run; while it fails, the pauses
/// double from 1 s to 30 s.
/// </summary>
/// <param name="name">The name of the work, for the log.</param>
/// <param name="time">Measures the pauses.</param>
/// <param name="lifetime">Says when the process serves.</param>
/// <param name="run">Does the work once and returns the pause until the next run.</param>
/// <param name="log">The log of failures.</param>
internal sealed class PeriodicWork(
    string name, TimeProvider time, IHostApplicationLifetime lifetime, Func<CancellationToken, Task<TimeSpan>> run, ILogger log) : BackgroundService
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        var backOff = FirstBackOff;
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                pause = await run(stoppingToken);
                backOff = FirstBackOff;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.PeriodicWorkFailed(failure, name, backOff);
                pause = backOff;
                backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff;
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits until the process has started: before that there is no store and no silo.</summary>
    private async Task StartedAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
