using MoCluster.Silo.Diagnostics;

namespace MoCluster.Silo.Process;

/// <summary>Runs something again and again, each time when it asks to be, and backs off while it fails.</summary>
/// <param name="name">What it is, for the log.</param>
/// <param name="time">The clock.</param>
/// <param name="run">Does it once, and says how long to pause.</param>
/// <param name="log">Where failures are noted.</param>
internal sealed class Clock(string name, TimeProvider time, Func<CancellationToken, Task<TimeSpan>> run, ILogger log) : BackgroundService
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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
}
