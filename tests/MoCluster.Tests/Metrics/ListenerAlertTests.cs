using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Tests.Listeners.Groups;
using static MoCluster.Tests.Listeners.Groups.EventSimulation;

namespace MoCluster.Tests.Metrics;

/// <summary>The alert on an integration that stopped fetching, with queues that fall asleep, in virtual time.</summary>
public sealed class ListenerAlertTests
{
    private static readonly string Lag = AlertRule.ExpressionOf("ListenerLag");
    private static readonly string Parked = AlertRule.ExpressionOf("EventsParked");

    [Fact]
    public void An_integration_that_stops_fetching_raises_the_alert_though_its_queue_falls_asleep() => Run(async world =>
    {
        var listener = await world.DeclareAsync("stopped");
        await world.PublishAsync("a", "b", "c", "d");
        var held = await world.FetchAsync(listener, limit: 3);
        await world.AcknowledgeAsync(listener, held[0]);
        Value(await world.Group(listener).UseTokensAsync(Owner, [new TokenCommand(held[1].Token, TokenVerb.Park)]));

        // One event is leased, one waits, and nobody fetches again.
        using var silo = new WatchedSilo(world.Store, world.Time, world.Awake);
        await Task.Delay(TimeSpan.FromSeconds(2), world.Time);
        Assert.Equal(1, (await silo.LookAsync()).Sum("mocluster_listeners_awake"));
        await WatchAsync(world, silo, "stopped");
        var scrape = silo.Scrape();
        Assert.Equal(0, scrape.Sum("mocluster_listeners_awake"));
        Assert.Equal(["stopped"], AlertRule.Firing(Parked, scrape));
        await world.AcknowledgeAsync(listener, await world.FetchAsync(listener));
        await Task.Delay(TimeSpan.FromMinutes(2), world.Time);
        Assert.Empty(AlertRule.Firing(Lag, await silo.LookAsync()));
    });

    [Fact]
    public void An_integration_that_never_fetches_raises_the_alert_though_others_of_its_group_go_on() => Run(async world =>
    {
        var busy = await world.DeclareAsync("busy", group: "g");
        await world.DeclareAsync("never", group: "g");
        await world.PublishAsync("a");
        using var silo = new WatchedSilo(world.Store, world.Time, world.Awake);
        await WatchAsync(world, silo, "never", async () =>
        {
            await world.PublishAsync("b");
            await world.AcknowledgeAsync(busy, await world.FetchAsync(busy));
        });
        Assert.Equal(2, silo.Scrape().Sum("mocluster_listeners_awake"));
    });

    /// <summary>Checks that there is no alert for an hour, and then one at every look for longer than the alert requires.</summary>
    private static async Task WatchAsync(EventSimulation world, WatchedSilo silo, string userKey, Func<Task>? eachMinute = null)
    {
        for (var minute = 1; minute <= 90; minute++)
        {
            await Task.Delay(TimeSpan.FromMinutes(1), world.Time);
            if (eachMinute is not null)
                await eachMinute();
            if (minute is not (59 or 60))
                Assert.Equal(minute < 59 ? [] : [userKey], AlertRule.Firing(Lag, await silo.LookAsync()));
        }
    }
}
