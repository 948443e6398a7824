using Microsoft.Extensions.Logging;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.Hosting;

/// <summary>How long a program has an event for itself.</summary>
public sealed class IntegrationLeaseTests(ClientSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_lease_of_an_event_stands_as_long_as_its_handler_runs()
    {
        var begun = NewSignal();
        var release = NewSignal();
        await using var run = await IntegrationRun.StartAsync(silo, (integration, space) => integration.On(
            space,
            "r",
            async (changed, cancellation) =>
            {
                begun.TrySetResult();
                await release.Task.WaitAsync(cancellation);
            },
            options => (options.Lease, options.Parallelism) = (TimeSpan.FromSeconds(2), 1)));

        // The second event waits in the program behind the first; its lease is kept too.
        await run.SendAsync("a", "b");
        await begun.Task.WaitAsync(Cancellation);
        var others = await (await run.ListenerAsync()).NextAsync(TimeSpan.FromSeconds(4), Cancellation);
        Assert.Null(others);
        release.SetResult();
        await run.StopAsync();
        Assert.DoesNotContain(run.Log.Lines, line => line.Level >= LogLevel.Warning);
        Assert.Equal(0, (await run.StatusAsync()).Leased);
    }

    [Fact]
    public async Task A_handler_whose_lease_is_lost_is_cancelled_and_the_event_comes_again()
    {
        var begun = NewSignal();
        var cancelled = NewSignal();
        var again = NewSignal();
        await using var run = await IntegrationRun.StartAsync(silo, (integration, space) => integration.On(
            space,
            "r",
            async (changed, cancellation) =>
            {
                if (changed.Attempt > 1)
                {
                    again.TrySetResult();
                    return;
                }

                begun.TrySetResult();
                await using var noted = cancellation.Register(() => cancelled.TrySetResult());
                await Task.Delay(Timeout.Infinite, cancellation);
            },
            options => options.Lease = TimeSpan.FromSeconds(1)));
        run.Switch.IsCut = request => request.RequestUri!.AbsolutePath == "/v1/touch";
        await run.SendAsync("a");
        await begun.Task.WaitAsync(Cancellation);
        await cancelled.Task.WaitAsync(Cancellation);
        Assert.Contains(run.Log.Lines, line => line.Line == $"The lease of a at {run.Space}/r was lost: another program may handle the event. Its handler is cancelled.");
        run.Switch.IsCut = null;
        await again.Task.WaitAsync(Cancellation);
        await run.StopAsync();
        Assert.Equal(0, (await run.StatusAsync()).Leased);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
