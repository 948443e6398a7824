using System.Net.Http.Json;
using System.Text.Json;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Telemetry;

/// <summary>
/// A trace goes from the request through triggers, commit and doorbell to the delivery. Nothing is recorded that nobody asked for.
/// </summary>
public sealed class TraceTests
{
    private const string Domain = "MoCluster";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData("Memory"), InlineData("Sqlite")]
    public async Task A_change_is_followed_to_its_delivery_which_links_to_it(string store)
    {
        using var directory = new TemporaryDirectory();
        await using var collector = await OtlpCollector.StartAsync();
        await using var run = await SiloRun.StartAsync(
            store == "Memory" ? null : directory.Path, ["Triggers:Sample=true", "OTEL_SERVICE_NAME=a-service", .. collector.Variables]);
        var type = await run.Http.CreateUnitTypeAsync();
        var listener = await run.Http.ListenAsync("traced");
        Assert.Empty(await run.Http.FetchManyAsync(listener, 1));

        var caller = Caller(1, recorded: true);
        var unit = await CreateAsync(run, caller.Header, type);
        var consumer = Caller(2, recorded: true);
        var delivery = await FetchAsync(run, consumer.Header, listener);
        Assert.Equal(unit, delivery.GetProperty("subject").GetGuid());

        // The path: request, call, mutation, trigger, commit, the store's batch, doorbell, router, listener.
        var request = await collector.SpanAsync(span => span.Trace == caller.Trace && span.Source == "Microsoft.AspNetCore");
        Assert.Equal(caller.Span, request.Parent);
        var mutation = await InAsync("mutate");
        Assert.Equal(("Create", "ok"), (mutation.Tags["mocluster.mutation.kind"], mutation.Tags["mocluster.outcome"]));
        Assert.EndsWith(unit.ToString("D"), mutation.Tags["mocluster.object"], StringComparison.Ordinal);
        await WithinAsync(mutation, request);
        var trigger = await InAsync("trigger");
        Assert.Equal("forbidden-names", trigger.Tags["mocluster.trigger.name"]);
        await WithinAsync(trigger, mutation);
        var commit = await InAsync("commit");
        Assert.Equal((mutation.Id, "committed"), (commit.Parent, commit.Tags["mocluster.outcome"]));
        if (store == "Sqlite")
            Assert.Equal(commit.Id, (await InAsync("commit_batch")).Parent);
        var ring = await InAsync("ring");
        Assert.Equal((mutation.Id, "MO/org_unit"), (ring.Parent, ring.Tags["messaging.destination.name"]));
        Assert.Equal(mutation.Id, (await InAsync("hand_over")).Parent);

        // The delivery is in a trace of its own, the consumer's, with a link.
        var receive = await collector.SpanAsync(span => span is { Source: Domain, Name: "receive" } && span.Links.Count > 0);
        Assert.Equal(consumer.Trace, receive.Trace);
        Assert.Equal([(caller.Trace, mutation.Id)], receive.Links);
        Assert.Equal("MO/org_unit", receive.Tags["messaging.destination.name"]);
        await WithinAsync(receive, await collector.SpanAsync(span => span.Trace == consumer.Trace && span.Source == "Microsoft.AspNetCore"));
        var turn = await collector.SpanAsync(span => span is { Source: Domain, Name: "turn" } && span.Trace == consumer.Trace);
        Assert.Equal(receive.Id, turn.Parent);

        // The event carries the trace parent too, including in a listing of the queue.
        Assert.Equal($"00-{caller.Trace}-{mutation.Id}-01", delivery.GetProperty("traceparent").GetString());
        var queued = await run.Http.AskAsync("{ events { objects { traceparent } } }");
        Assert.Equal($"00-{caller.Trace}-{mutation.Id}-01", queued.GetProperty("events").GetProperty("objects")[0].GetProperty("traceparent").GetString());
        await collector.ServiceAsync("a-service");
        await collector.MetricAsync("mocluster.mutation.duration");
        Assert.All(collector.Received.Where(span => span.Parent.Length == 0), span => Assert.Equal("Microsoft.AspNetCore", span.Source));

        Task<OtlpSpan> InAsync(string name) => collector.SpanAsync(span => span.Source == Domain && span.Name == name && span.Trace == caller.Trace);

        // Descendants, because calls of grains lie between.
        async Task WithinAsync(OtlpSpan span, OtlpSpan outer)
        {
            for (var inner = span; inner.Id != outer.Id;)
            {
                Assert.Equal(outer.Trace, inner.Trace);
                inner = await collector.SpanAsync(found => found.Id == inner.Parent);
            }
        }
    }

    [Fact]
    public async Task A_request_that_its_caller_does_not_record_is_not_recorded()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var run = await SiloRun.StartAsync(null, ["Triggers:Sample=true", .. collector.Variables]);
        var type = await run.Http.CreateUnitTypeAsync();
        var listener = await run.Http.ListenAsync("untraced");
        var (unrecorded, consumer, last) = (Caller(3, recorded: false), Caller(4, recorded: false), Caller(5, recorded: true));
        await CreateAsync(run, unrecorded.Header, type);
        Assert.False((await FetchAsync(run, consumer.Header, listener)).TryGetProperty("traceparent", out _));
        await CreateAsync(run, last.Header, type);
        await collector.SpanAsync(span => span.Trace == last.Trace && span.Name == "hand_over");
        Assert.DoesNotContain(collector.Received, span => span.Trace == unrecorded.Trace || span.Trace == consumer.Trace);
    }

    /// <summary>A caller that traces its own requests can link what it fetches to what it did, although the silo exports nothing.</summary>
    [Fact]
    public async Task Without_an_exporter_an_event_carries_the_span_of_its_caller_if_that_is_recorded()
    {
        using var directory = new TemporaryDirectory();
        var (caller, consumer) = (Caller(6, recorded: true), Caller(7, recorded: true));
        Guid listener;
        await using (var run = await SiloRun.StartAsync(directory.Path))
        {
            var type = await run.Http.CreateUnitTypeAsync();
            listener = await run.Http.ListenAsync("plain");
            await CreateAsync(run, caller.Header, type);
            Assert.Equal(0, (await run.StopAsync()).ExitCode);
        }

        await using var again = await SiloRun.StartAsync(directory.Path);
        Assert.Equal(caller.Header, (await FetchAsync(again, consumer.Header, listener)).GetProperty("traceparent").GetString());
    }

    private static (string Header, string Trace, string Span) Caller(int number, bool recorded)
    {
        var (trace, span) = ($"{Guid.NewGuid():N}", $"{number:x16}");
        return ($"00-{trace}-{span}-{(recorded ? "01" : "00")}", trace, span);
    }

    private static async Task<Guid> CreateAsync(SiloRun run, string traceParent, Guid type)
    {
        const string Create =
            "mutation($type: UUID!) { org_unit_create(input: {name: \"n\", user_key: \"n\", org_unit_type: $type, validity: {from: \"2021-01-01\"}}) { uuid } }";
        var answer = await PostAsync(run, "/graphql", traceParent, new { query = Create, variables = new { type } });
        return answer.GetProperty("data").GetProperty("org_unit_create").GetProperty("uuid").GetGuid();
    }

    private static async Task<JsonElement> FetchAsync(SiloRun run, string traceParent, Guid listener)
    {
        var answer = await PostAsync(run, $"/v1/listeners/{listener}/fetch", traceParent, new { limit = 1, wait_seconds = 30 });
        return answer.GetProperty("events")[0];
    }

    private static async Task<JsonElement> PostAsync(SiloRun run, string path, string traceParent, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { { "traceparent", traceParent } } };
        using var response = await run.Http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
