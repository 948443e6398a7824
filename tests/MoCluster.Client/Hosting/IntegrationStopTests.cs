using Microsoft.Extensions.DependencyInjection;
using MoCluster.Client.Hosting;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.Hosting;

/// <summary>What becomes of the events in hand when the program stops.</summary>
public sealed class IntegrationStopTests(ClientSilo silo)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_lets_handlers_finish_and_gives_back_at_once_what_waits()
    {
        var both = new CountdownEvent(2);
        var begun = NewSignal();
        var release = NewSignal();
        await using var run = await IntegrationRun.StartAsync(silo, (integration, space) => integration.On(
            space,
            "r",
            async (changed, cancellation) =>
            {
                if (both.Signal())
                    begun.SetResult();
                await release.Task.WaitAsync(cancellation);
            },
            options => options.Parallelism = 2));
        await run.SendAsync("a", "b", "c", "d", "e");
        await begun.Task.WaitAsync(Cancellation);
        var listener = await run.ListenerAsync();
        var stopping = run.StopAsync();
        var others = new List<string>();
        while (others.Count < 3)
        {
            var next = (await listener.NextAsync(Patience, Cancellation))!;
            others.Add(next.Subject);
            await next.AckAsync(Cancellation);
        }

        Assert.Equal(["c", "d", "e"], others.Order());
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping;
        var status = await run.StatusAsync();
        Assert.Equal((0, 0, 5), (status.Pending, status.Leased, status.Frontier));
        both.Dispose();
    }

    [Fact]
    public async Task A_handler_that_goes_on_is_cancelled_before_the_hosts_time_is_over_and_its_event_is_given_back()
    {
        var begun = new CountdownEvent(2);
        var deaf = NewSignal();
        await using var run = await IntegrationRun.StartAsync(
            silo,
            (integration, space) => integration.On(space, "r", async (changed, cancellation) =>
            {
                begun.Signal();
                if (changed.Subject == "deaf")
                    await deaf.Task;
                else
                    await Task.Delay(Timeout.Infinite, cancellation);
            }),
            services =>
            {
                services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(2));
                services.Configure<MoIntegrationOptions>(options => options.GiveBackTime = TimeSpan.FromSeconds(1.5));
            });
        await run.SendAsync("patient", "deaf");
        await Task.Run(() => begun.Wait(Cancellation), Cancellation);
        var stopping = run.StopAsync();
        var other = (await (await run.ListenerAsync()).NextAsync(Patience, Cancellation))!;
        Assert.Equal(("patient", 2), (other.Subject, other.Attempt));
        await other.AckAsync(Cancellation);
        await stopping;
        Assert.Contains(run.Log.Lines, line => line.Line.StartsWith($"1 handlers of {run.Space}/r did not end in time.", StringComparison.Ordinal));
        deaf.SetResult();
        begun.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
