using MoCluster.Silo.Diagnostics;

namespace MoCluster.Silo.Cluster;

/// <summary>Runs something again and again while the process serves, each time when it asks to be run, and backs off while it fails.</summary>
/// <param name="name">What it is, for the log.</param>
/// <param name="time">The clock.</param>
/// <param name="lifetime">Says when the process serves.</param>
/// <param name="run">Does it once, and says how long to pause.</param>
/// <param name="log">Where failures are noted.</param>
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
                log.ClockFailed(failure, name, backOff);
                pause = backOff;
                backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff;
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Before then there is no store and no silo.</summary>
    private async Task StartedAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
