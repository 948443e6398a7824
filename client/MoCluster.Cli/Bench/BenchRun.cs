using System.Globalization;
using MoCluster.Cli.Events;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Output;
using MoCluster.Client;

namespace MoCluster.Cli.Bench;

/// <summary>Sends events to a namespace of its own, then consumes them, and deletes what it made.</summary>
internal static class BenchRun
{
    private static readonly TimeSpan s_parting = TimeSpan.FromSeconds(5);

    /// <summary>Measures.</summary>
    /// <param name="run">The run.</param>
    /// <param name="plan">What to measure.</param>
    public static async Task<BenchFigures> RunAsync(VerbRun run, BenchPlan plan)
    {
        var space = $"{OwnListeners.Prefix}bench-{Guid.NewGuid():N}";
        await run.Mo.Namespaces.DeclareAsync(space, cancellationToken: run.Cancellation).ConfigureAwait(false);
        try
        {
            var listeners = new OwnListeners(run);
            await using var _ = listeners.ConfigureAwait(false);
            await listeners.DeclareAsync(space, ["bench"], from: null).ConfigureAwait(false);
            var sending = await ProgressBar.ShowAsync(run.Screen, "Sending", plan.Events, report => SendAsync(run, space, plan, report)).ConfigureAwait(false);
            var consuming = await ProgressBar.ShowAsync(run.Screen, "Consuming", plan.Events, report => ConsumeAsync(run, listeners.All[0], plan, report)).ConfigureAwait(false);
            return new BenchFigures(plan, sending, consuming);
        }
        finally
        {
            await DeleteAsync(run, space).ConfigureAwait(false);
        }
    }

    private static async Task<TimeSpan> SendAsync(VerbRun run, string space, BenchPlan plan, Action<double> report)
    {
        var batches = Enumerable.Range(0, plan.Events).Select(number => new OutgoingEvent("bench", number.ToString(CultureInfo.InvariantCulture))).Chunk(plan.Batch);
        var sent = 0;
        var started = run.Clock.GetTimestamp();
        var options = new ParallelOptions { MaxDegreeOfParallelism = plan.Senders, CancellationToken = run.Cancellation };
        await Parallel.ForEachAsync(batches, options, async (batch, cancellation) =>
        {
            await run.Mo.SendAsync(space, batch, cancellationToken: cancellation).ConfigureAwait(false);
            report(Interlocked.Add(ref sent, batch.Length));
        }).ConfigureAwait(false);
        return run.Clock.GetElapsedTime(started);
    }

    private static async Task<TimeSpan> ConsumeAsync(VerbRun run, MoListener listener, BenchPlan plan, Action<double> report)
    {
        var consumed = 0;
        var started = run.Clock.GetTimestamp();
        await foreach (var one in listener.ConsumeAsync(new ConsumeOptions { Window = plan.Window }, run.Cancellation).ConfigureAwait(false))
        {
            if (++consumed == plan.Events)
            {
                // Acknowledgements go in order: when the last is done, all are.
                await one.AckAsync(run.Cancellation).ConfigureAwait(false);
                break;
            }

            one.Ack();
            if (consumed % 1000 == 0)
                report(consumed);
        }

        return run.Clock.GetElapsedTime(started);
    }

    private static async Task DeleteAsync(VerbRun run, string space)
    {
        using var parting = new CancellationTokenSource(s_parting, run.Clock);
        try
        {
            await run.Mo.Namespaces.DeleteAsync(space, parting.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is MoException or OperationCanceledException)
        {
            run.Screen.Warn($"The tool could not delete its namespace ({failure.Message}). Delete it with: mocluster namespaces delete {space}");
        }
    }
}
