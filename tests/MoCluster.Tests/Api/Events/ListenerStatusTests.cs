using System.Text.Json;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Events;

/// <summary>A listener's status over HTTP: from its queue while that is awake, else computed from the store.</summary>
public sealed class ListenerStatusTests(SharedSilo silo)
{
    private const string Fields = """
        status {
          pending delayed leased parked silenced oldest_at attempts frontier read head
          activity { arrived delivered redelivered acknowledged given_back expired parked arrived_per_second delivered_per_second acknowledged_per_second }
        }
        lag { behind frontier head first_kept oldest_at pins }
        """;

    [Fact]
    public async Task The_status_counts_entries_by_state_and_what_happened()
    {
        var queue = await QueueApi.PrepareAsync((await silo.RunAsync()).Http);
        await queue.FetchAsync();
        await queue.SendAsync("done", "delayed", "parked", "leased", "waits", "silenced");
        await queue.ListAsync(6);
        var held = (await queue.Http.FetchManyAsync(queue.Listener, 3)).ToDictionary(item => item.Subject);
        await queue.Http.AcknowledgeAsync(held["done"].Token);
        await queue.DoAsync($"event_nack(input: {{token: \"{held["delayed"].Token}\", delay_seconds: 600}})");
        await queue.DoAsync($"event_park(input: {{token: \"{held["parked"].Token}\"}})");
        var leased = await queue.TakeAsync();
        await queue.DoAsync($"event_nack(input: {{token: \"{leased.Token}\", delay_seconds: 0}})");
        leased = (await queue.Http.FetchManyAsync(queue.Listener, 3)).Single(item => item.Subject == "leased");
        await queue.DoAsync("event_silence(input: {listeners: $ME, subjects: [\"silenced\"]})");

        var status = (await queue.ReadAsync(Fields)).GetProperty("status");
        Assert.Equal((1, 1), (Number(status, "delayed"), Number(status, "parked")));
        Assert.Equal((1, 6, 6), (Number(status, "silenced"), Number(status, "read"), Number(status, "head")));
        Assert.Equal(5, Number(status, "pending") + Number(status, "leased") + Number(status, "parked"));
        Assert.Equal(1, Number(status, "attempts"));
        var first = (await queue.EventsAsync("{subjects: [\"delayed\"]}"))[0];
        Assert.Equal(2, first.GetProperty("number").GetInt64());
        Assert.InRange(status.GetProperty("oldest_at").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));
        var activity = status.GetProperty("activity");
        Assert.Equal((6, 1), (Number(activity, "arrived"), Number(activity, "acknowledged")));
        Assert.Equal((3, 1, 0), (Number(activity, "given_back"), Number(activity, "parked"), Number(activity, "expired")));
        Assert.InRange(Number(activity, "redelivered"), 1, Number(activity, "delivered") - 3);
        foreach (var rate in (string[])["arrived_per_second", "delivered_per_second", "acknowledged_per_second"])
            Assert.True(activity.GetProperty(rate).GetDouble() > 0, rate);
    }

    [Fact]
    public async Task The_lag_of_a_sleeping_listener_is_reported_without_waking_it()
    {
        using var directory = new TemporaryDirectory();
        await using var run = await SiloRun.StartAsync(directory.Path);
        var queue = await QueueApi.PrepareAsync(run.Http);
        Assert.Equal((0, 0), await LagAsync(queue));
        await queue.SendAsync("a", "b", "c");
        Assert.Equal((3, 3), await LagAsync(queue));
        Assert.Contains("\nmocluster_listeners_awake 0\n", await run.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // Awake, the listener settles; a parked event no longer holds up its frontier.
        await queue.ListAsync(3);
        foreach (var item in await queue.Http.FetchManyAsync(queue.Listener, 2))
            await queue.Http.AcknowledgeAsync(item.Token);
        Assert.Equal((1, 3), await LagAsync(queue));
        await queue.DoAsync("events_park(input: {listeners: $ME, subjects: [\"c\"]}) { subject }");
        Assert.Equal((0, 3), await LagAsync(queue));
    }

    private static async Task<(long Behind, long Head)> LagAsync(QueueApi queue)
    {
        var lag = (await queue.ReadAsync("lag { behind head oldest_at pins }")).GetProperty("lag");
        Assert.False(lag.GetProperty("pins").GetBoolean());
        Assert.Equal(Number(lag, "behind") > 0, lag.GetProperty("oldest_at").ValueKind != JsonValueKind.Null);
        return (Number(lag, "behind"), Number(lag, "head"));
    }

    private static long Number(JsonElement value, string name) => value.GetProperty(name).GetInt64();
}
