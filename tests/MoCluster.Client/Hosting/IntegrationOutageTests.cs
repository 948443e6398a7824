using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.Hosting;

/// <summary>What an integration does while its server cannot be reached.</summary>
public sealed class IntegrationOutageTests(ClientSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_away_is_waited_for_and_the_health_check_says_so_meanwhile()
    {
        var handled = NewSignal();
        await using var run = await IntegrationRun.StartAsync(
            silo,
            (integration, space) => integration.On(space, "r", (_, _) =>
            {
                handled.TrySetResult();
                return Task.CompletedTask;
            }),
            isCut: _ => true);
        await run.Log.SeenAsync("could not be declared or consumed", Cancellation);
        var away = await run.CheckHealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, away.Status);
        Assert.Equal(
            $"{run.Space}/r gets no events: declare could not be done within 1 s. {run.Outside.Server} cannot be reached: The line is cut.",
            away.Entries["mocluster"].Description);
        run.Switch.IsCut = null;
        await run.DeclaredAsync();
        await run.SendAsync("a");
        await handled.Task.WaitAsync(Cancellation);
        Assert.Equal(HealthStatus.Healthy, (await run.CheckHealthAsync()).Status);
    }

    [Fact]
    public async Task An_acknowledgement_that_cannot_be_sent_is_tried_until_it_is_durable()
    {
        var handled = 0;
        await using var run = await IntegrationRun.StartAsync(silo, (integration, space) => integration.On(
            space,
            "r",
            (_, _) =>
            {
                Interlocked.Increment(ref handled);
                return Task.CompletedTask;
            }));
        run.Switch.IsCut = request => request.RequestUri!.AbsolutePath == "/v1/acknowledge";
        await run.SendAsync("a");
        await run.Log.SeenAsync("a at", Cancellation);
        run.Switch.IsCut = null;
        await run.StopAsync();
        Assert.Equal((1, 0), (handled, (await run.StatusAsync()).Leased));
    }

    [Fact]
    public async Task A_stop_while_the_server_is_away_takes_no_longer_than_the_host_allows()
    {
        var begun = NewSignal();
        await using var run = await IntegrationRun.StartAsync(
            silo,
            (integration, space) => integration.On(space, "r", (_, _) =>
            {
                begun.TrySetResult();
                return Task.CompletedTask;
            }),
            services => services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1)));
        run.Switch.IsCut = request => request.RequestUri!.AbsolutePath == "/v1/acknowledge";
        await run.SendAsync("a");
        await begun.Task.WaitAsync(Cancellation);
        run.Switch.IsCut = _ => true;
        var started = Stopwatch.GetTimestamp();
        await run.EndAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
