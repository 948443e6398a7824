using System.Diagnostics;

namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>Loads a queue with publishers and consumers that keep the number of pending events constant, while retention runs.</summary>
/// <param name="queue">The queue, which already holds the pending events.</param>
internal sealed class QueueLoad(IQueue queue)
{
    private static readonly TimeSpan TrimPause = TimeSpan.FromSeconds(1);

    /// <summary>How many publications each publisher is ahead of the consumers.</summary>
    private const int Ahead = 2;

    /// <summary>Publishes, delivers and acknowledges for a while.</summary>
    /// <returns>The rate per second, and the number, of events that were published, delivered and acknowledged.</returns>
    public async Task<(double Rate, long Events)> RunAsync(TimeSpan duration)
    {
        var publications = new SemaphoreSlim(queue.Callers * Ahead);
        var batches = new SemaphoreSlim(0);
        using var over = new CancellationTokenSource();
        var taken = 0L;
        var watch = Stopwatch.StartNew();
        var publishers = Enumerable.Range(0, queue.Callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < duration)
            {
                if (!await publications.WaitAsync(100))
                    continue;
                await queue.PublishAsync(queue.Batch);
                batches.Release();
            }
        }));
        var consumers = Enumerable.Range(0, queue.Callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < duration)
            {
                if (!await batches.WaitAsync(100))
                    continue;
                for (var left = queue.Batch; left > 0 && watch.Elapsed < duration;)
                {
                    var got = await queue.TakeAsync(left);
                    left -= got;
                    Interlocked.Add(ref taken, got);
                }

                publications.Release();
            }
        }));
        var trimming = TrimAsync(over.Token);
        await Task.WhenAll(publishers.Concat(consumers));
        var rate = taken / watch.Elapsed.TotalSeconds;
        await over.CancelAsync();
        await trimming;
        return (rate, taken);
    }

    /// <summary>Measures one caller that fetches and acknowledges one event at a time.</summary>
    /// <returns>The times of all rounds in milliseconds, in ascending order.</returns>
    public async Task<double[]> TakeOneByOneAsync(int rounds)
    {
        var times = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            while (await queue.TakeAsync(1) == 0)
            {
            }

            times[round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times;
    }

    private async Task TrimAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await queue.TrimAsync();
            await Task.Delay(TrimPause, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
