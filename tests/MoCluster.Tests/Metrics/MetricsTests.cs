using System.Text.RegularExpressions;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;
using MoCluster.Tests.Architecture;

namespace MoCluster.Tests.Metrics;

/// <summary><c>/metrics</c> of a running silo.</summary>
public sealed partial class MetricsTests(SharedSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_awake_listener_is_reported_without_any_subject()
    {
        var queue = await QueueApi.PrepareAsync((await silo.RunAsync()).Http);
        var secret = $"subject-{Guid.NewGuid():N}";
        await queue.SendAsync($"{secret}-1", $"{secret}-2", $"{secret}-3", $"{secret}-4");
        await queue.ListAsync(4);
        var held = await queue.Http.FetchManyAsync(queue.Listener, 3);
        await queue.Http.AcknowledgeAsync(held[0].Token);
        await queue.DoAsync($"event_park(input: {{token: \"{held[1].Token}\", reason: \"{secret}\"}})");

        var labels = new[] { $"namespace=\"{queue.Space}\"", "routing_key=\"r\"", "user_key=\"l\"", "owner=\"" };
        var scrape = await UntilAsync(queue.Http, found => found.Sum("mocluster_listener_parked", labels) == 1
            && found.Sum("mocluster_listener_deliveries_total", labels) == 3);
        Assert.Equal(
            (1, 1, 0, 0),
            (Sum("mocluster_listener_pending"), Sum("mocluster_listener_leased"), Sum("mocluster_listener_silenced"), Sum("mocluster_listener_paused")));
        Assert.Equal(
            (1, 1, 1, 0),
            (Sum("mocluster_listener_acknowledgements_total"), Sum("mocluster_listener_parkings_total"), Sum("mocluster_listener_attempts"), Sum("mocluster_listener_unread")));
        Assert.True(Sum("mocluster_listener_oldest_age_seconds") >= 0);
        Assert.True(scrape.Sum("mocluster_listeners_awake") >= 1);
        Assert.Equal(4, scrape.Sum("mocluster_events_total", labels[0], labels[1]));
        Assert.True(scrape.Sum("mocluster_store_commit_duration_seconds_count", "outcome=\"committed\"") > 0);
        Assert.True(scrape.Sum("http_server_request_duration_seconds_count", "http_route=\"/graphql\"") > 0);
        Assert.DoesNotContain(secret, scrape.Text, StringComparison.Ordinal);

        await queue.DoAsync($"event_listener_pause(input: {{uuid: \"{queue.Listener}\"}}) {{ uuid }}");
        await UntilAsync(queue.Http, found => found.Sum("mocluster_listener_paused", labels) == 1);

        // The stream's head and first number are reported too; the sweep reads them every second.
        await UntilAsync(queue.Http, found => found.Sum("mocluster_stream_head", labels[0]) == 4 && found.Sum("mocluster_stream_kept", labels[0]) == 4);

        double? Sum(string name) => scrape.Sum(name, labels);
    }

    [Fact]
    public async Task A_listener_is_reported_though_nobody_fetched_from_it_since_the_silo_started()
    {
        // The expression of the alert without its hour.
        var lag = AlertRule.ExpressionOf("ListenerLag").Replace("3600", "0.5", StringComparison.Ordinal);
        Assert.NotEqual(AlertRule.ExpressionOf("ListenerLag"), lag);
        using var directory = new TemporaryDirectory();
        QueueApi queue;
        await using (var run = await SiloRun.StartAsync(directory.Path, "Metrics:BacklogInterval=00:00:00.1"))
        {
            queue = await QueueApi.PrepareAsync(run.Http);
            await run.Http.ListenAsync("never", 180, "r", queue.Space);
            await queue.SendAsync("a", "b", "c");
            var scrape = await UntilAsync(run.Http, found => AlertRule.Firing(lag, found).Contains("never"));
            Assert.Equal((3, null), (scrape.Sum("mocluster_listener_unread", "user_key=\"never\"", "source=\"store\""), scrape.Sum("mocluster_listener_leased", "user_key=\"never\"")));

            // The other listener parks one event, leases one, and does nothing more.
            await queue.ListAsync(3);
            var held = await run.Http.FetchManyAsync(queue.Listener, 2);
            await queue.DoAsync($"event_park(input: {{token: \"{held[0].Token}\"}})");
        }

        await using var next = await SiloRun.StartAsync(directory.Path, "Metrics:BacklogInterval=00:00:00.1");
        var both = await UntilAsync(next.Http, found => AlertRule.Firing(lag, found).Count() == 2);
        Assert.Equal(["l", "never"], AlertRule.Firing(lag, both));
        Assert.Equal(["l"], AlertRule.Firing(AlertRule.ExpressionOf("EventsParked"), both));
        Assert.Equal(0, both.Sum("mocluster_listeners_awake"));
    }

    [Fact]
    public async Task Mutations_are_counted_by_outcome()
    {
        var http = (await silo.RunAsync()).Http;
        await http.AskAsync("""mutation { facet_create(input: {user_key: "Ulla", validity: {from: "2026-01-01"}}) { uuid } }""");
        var scrape = await ReadAsync(http);
        Assert.True(scrape.Sum("mocluster_mutation_duration_seconds_count", "kind=\"create\"", "outcome=\"ok\"", "type=\"facet\"") > 0);
        Assert.Equal("histogram", scrape.Types["mocluster_mutation_duration_seconds"]);
        Assert.DoesNotContain("Ulla", scrape.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_reports_every_metric_that_an_alert_relies_on()
    {
        var alerts = await File.ReadAllTextAsync(Repository.PathOf("deploy", "kubernetes", "overlays", "production", "alerts.yaml"), Cancellation);
        var named = MetricName().Matches(alerts).Select(match => Suffix().Replace(match.Value, "")).Distinct().ToArray();
        Assert.True(named.Length >= 6, string.Join(' ', named));
        var types = (await ReadAsync((await silo.RunAsync()).Http)).Types;
        Assert.All(named, name => Assert.True(types.ContainsKey(name), $"No silo reports {name}, on which an alert relies."));
    }

    /// <summary>
    /// "A listener that nobody fetches from costs next to nothing": no activation, no timer, no row and no write of its own.
    /// </summary>
    [Fact]
    public async Task Listeners_that_nobody_fetches_from_are_not_awake_and_cost_no_commit()
    {
        using var directory = new TemporaryDirectory();
        await using var run = await SiloRun.StartAsync(directory.Path);
        var queue = await QueueApi.PrepareAsync(run.Http);
        var before = await EventsAloneAsync(run.Http, queue);
        for (var i = 0; i < 200; i++)
            await run.Http.ListenAsync($"idle-{i}", 180, "r", queue.Space);
        var after = await EventsAloneAsync(run.Http, queue);
        Assert.Equal(before, after);
        Assert.Equal(0, (await ReadAsync(run.Http)).Sum("mocluster_listeners_awake"));
    }

    /// <summary>How many commits the store takes for ten events, and how many events it counts.</summary>
    private static async Task<(double? Commits, double? Events)> EventsAloneAsync(HttpClient http, QueueApi queue)
    {
        var before = await ReadAsync(http);
        for (var i = 0; i < 10; i++)
            await queue.SendAsync($"s{i}");
        var after = await ReadAsync(http);
        return (
            after.Sum("mocluster_store_batched_commits_total") - before.Sum("mocluster_store_batched_commits_total"),
            (after.Sum("mocluster_events_total") ?? 0) - (before.Sum("mocluster_events_total") ?? 0));
    }

    private static async Task<Scrape> ReadAsync(HttpClient http)
    {
        using var response = await http.GetAsync("/metrics", Cancellation);
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        return new Scrape(await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task<Scrape> UntilAsync(HttpClient http, Func<Scrape, bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var scrape = await ReadAsync(http);
            if (holds(scrape))
                return scrape;
            Assert.False(patience.IsCancellationRequested, $"The metrics did not come to that in time:\n{scrape.Text}");
        }
    }

    [GeneratedRegex("mocluster_[a-z_]+")]
    private static partial Regex MetricName();

    [GeneratedRegex("_(bucket|count|sum)$")]
    private static partial Regex Suffix();
}
