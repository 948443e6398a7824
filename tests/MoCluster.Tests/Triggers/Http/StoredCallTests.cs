using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;
using static MoCluster.Tests.Triggers.Http.TriggeredSilo;

namespace MoCluster.Tests.Triggers.Http;

/// <summary>The stored calls of HTTP after triggers, over a started silo and a real endpoint.</summary>
public sealed class StoredCallTests
{
    [Fact]
    public async Task Stored_calls_are_made_in_order_after_the_answer_and_survive_a_kill()
    {
        using var directory = new TemporaryDirectory();
        await using var endpoint = await EndpointStub.StartAsync(
            EndpointStub.Trigger("ON_AFTER", "CREATE", "org_unit", "/made"), EndpointStub.Trigger("ON_AFTER", "EDIT", "org_unit", "/edited"));
        var got = Channel.CreateUnbounded<EndpointCall>();
        var isUp = false;
        endpoint.Answer = (context, call) =>
        {
            context.Response.StatusCode = Volatile.Read(ref isUp) ? 200 : 503;
            if (Volatile.Read(ref isUp))
                got.Writer.TryWrite(call);
            return context.Response.WriteAsync("{}");
        };
        Guid unit;
        string[] settings = ["HttpTriggers:FirstBackOff=00:00:00.05", "HttpTriggers:BreakFor=00:00:00.5"];
        await using (var first = await StartAsync(endpoint, directory, settings))
        {
            unit = await first.Http.CreateUnitAsync(await first.Http.CreateUnitTypeAsync(), "first");
            await first.Http.RenameUnitAsync(unit, "second");
            await first.Http.RenameUnitAsync(unit, "third");
            await first.KillAsync();
        }

        Volatile.Write(ref isUp, true);
        await using var second = await StartAsync(endpoint, directory, settings);
        var calls = new List<EndpointCall>();
        while (calls.Select(call => call.Name).Distinct().Count() < 3)
            calls.Add(await got.Reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.All(calls, call => Assert.Equal(unit, call.Json.GetProperty("uuid").GetGuid()));
        Assert.Equal(["/edited", "/made"], calls.Select(call => call.Path).Distinct().Order());
        var edits = calls.Where(call => call.Path == "/edited").Select(call => call.Name).Distinct();
        Assert.Equal(["second", "third"], edits);
        Assert.All(calls.GroupBy(call => call.Name), same => Assert.Single(same.Select(call => call.Headers["webhook-id"]).Distinct()));
    }

    [Fact]
    public async Task A_call_that_fails_is_parked_listed_replayed_and_skipped()
    {
        await using var endpoint = await EndpointStub.StartAsync(EndpointStub.Trigger("ON_AFTER", "CREATE", "org_unit", "/made"));
        await using var run = await StartAsync(endpoint, "HttpTriggers:Attempts=2", "HttpTriggers:FirstBackOff=00:00:00.02");
        var accepts = false;
        var accepted = new TaskCompletionSource();
        endpoint.Answer = async (context, call) =>
        {
            context.Response.StatusCode = Volatile.Read(ref accepts) ? 200 : 400;
            await context.Response.WriteAsJsonAsync(new { detail = "Not today." });
            if (Volatile.Read(ref accepts))
                accepted.TrySetResult();
        };
        var type = await run.Http.CreateUnitTypeAsync();
        await run.Http.CreateUnitAsync(type, "one");
        await run.Http.CreateUnitAsync(type, "two");
        var trigger = (await run.Http.AskAsync("{ triggers { id is_stored } }")).GetProperty("triggers")[0].GetProperty("id").GetGuid();
        var parked = await ParkedAsync(run, trigger, 2);
        Assert.All(parked, row => Assert.Equal("Not today.", row.GetProperty("reason").GetString()));
        Assert.Contains("\"one\"", parked[0].GetProperty("payload").GetString(), StringComparison.Ordinal);

        Volatile.Write(ref accepts, true);
        var changed = await run.Http.AskAsync(
            "mutation($trigger: UUID!, $first: [Long!], $second: [Long!]) { trigger_deliveries_skip(trigger: $trigger, numbers: $first) "
            + "trigger_deliveries_replay(trigger: $trigger, numbers: $second) }",
            new { trigger, first = new[] { parked[0].GetProperty("number").GetInt64() }, second = new[] { parked[1].GetProperty("number").GetInt64() } });
        Assert.Equal((1, 1), (changed.GetProperty("trigger_deliveries_skip").GetInt32(), changed.GetProperty("trigger_deliveries_replay").GetInt32()));
        await accepted.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("two", endpoint.Calls.Last().Name);
        Assert.Empty(await ParkedAsync(run, trigger, 0));
    }

    [Fact]
    public async Task Triggerless_calls_no_endpoint_before_or_after()
    {
        await using var endpoint = await EndpointStub.StartAsync(
            BeforeCreate, EndpointStub.Trigger("ON_AFTER", "CREATE", "org_unit", "/made"), EndpointStub.Trigger("ON_AFTER", "CREATE", "org_unit", "/inline", inline: true));
        await using var run = await StartAsync(endpoint);
        var type = await run.Http.CreateUnitTypeAsync();
        using var response = await run.Http.PostAsJsonAsync(
            "/graphql?triggerless=1", new { query = Create, variables = new { type, name = "quiet" } }, TestContext.Current.CancellationToken);
        Assert.Contains("uuid", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // The calls of the next unit come, those of the first one would have come before.
        var heard = new TaskCompletionSource();
        endpoint.Answer = (context, call) =>
        {
            if (call.Path == "/made")
                heard.TrySetResult();
            return context.Response.WriteAsync("{}");
        };
        await run.Http.AskAsync(Create, new { type, name = "loud" });
        await heard.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["/inline", "/made", "/triggers/ou/create"], endpoint.Calls.Select(call => call.Path).Order());
        Assert.All(endpoint.Calls, call => Assert.Equal("loud", call.Name));
    }

    private static async Task<JsonElement[]> ParkedAsync(SiloRun run, Guid trigger, int count)
    {
        while (true)
        {
            var listed = await run.Http.AskAsync(
                "query($trigger: UUID!) { trigger_deliveries(trigger: $trigger, parked: true) { objects { number object_uuid payload attempts reason } } }",
                new { trigger });
            var rows = listed.GetProperty("trigger_deliveries").GetProperty("objects").EnumerateArray().ToArray();
            if (rows.Length == count)
                return rows;
        }
    }
}
