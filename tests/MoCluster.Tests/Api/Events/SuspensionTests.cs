using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Events;

/// <summary>A listener that pins the log is suspended when so set, over HTTP.</summary>
public sealed class SuspensionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listener_that_pins_the_log_is_suspended_told_so_at_its_next_fetch_and_resumed()
    {
        await using var run = await SiloRun.StartAsync(
            null, "Events:PinnedAfter=00:00:01", "Events:SuspendPinned=true", "Events:TrimInterval=00:00:01");
        var queue = await QueueApi.PrepareAsync(run.Http);
        await queue.SendAsync("a");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        JsonElement suspension;
        while ((suspension = await SuspensionAsync(queue)).ValueKind == JsonValueKind.Null)
            Assert.False(patience.IsCancellationRequested, run.Log);
        Assert.Equal((1, 1), (suspension.GetProperty("from").GetInt64(), suspension.GetProperty("to").GetInt64()));

        var error = await queue.Http.FailAsync(
            "query($uuid: UUID!) { event_fetch(filter: {listener: $uuid}) { subject } }", new { uuid = queue.Listener });
        Assert.Equal("SUSPENDED", error.Code());
        Assert.Contains("event_listener_resume", error.Message(), StringComparison.Ordinal);
        foreach (var path in (string[])["fetch", "stream"])
        {
            using var refused = await queue.Http.PostAsJsonAsync($"/v1/listeners/{queue.Listener}/{path}", new { }, Cancellation);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        }

        // Whoever goes on at once is not suspended again: it settles what it holds up.
        var resumed = await queue.DoAsync($"event_listener_resume(input: {{uuid: \"{queue.Listener}\"}}) {{ let_go from listener {{ suspension {{ since }} }} }}");
        Assert.Equal("""{"let_go":0,"from":1,"listener":{"suspension":null}}""", resumed.GetRawText());
    }

    [Fact]
    public async Task A_listener_that_pins_the_log_is_told_of_and_left_alone_by_default()
    {
        await using var run = await SiloRun.StartAsync(null, "Events:PinnedAfter=00:00:01", "Events:TrimInterval=00:00:01");
        var queue = await QueueApi.PrepareAsync(run.Http);
        await queue.SendAsync("a");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!(await run.Http.GetStringAsync("/metrics", Cancellation)).Contains("mocluster_listener_pinned_age_seconds{", StringComparison.Ordinal))
            Assert.False(patience.IsCancellationRequested, run.Log);
        var lag = await queue.Http.AskAsync(
            "query($uuid: UUID!) { event_listeners(filter: {uuids: [$uuid]}) { objects { lag { pins } suspension { since } } } }",
            new { uuid = queue.Listener });
        Assert.Equal(
            """{"lag":{"pins":true},"suspension":null}""", lag.GetProperty("event_listeners").GetProperty("objects")[0].GetRawText());
        Assert.Equal("a", (await queue.TakeAsync()).Subject);
    }

    private static async Task<JsonElement> SuspensionAsync(QueueApi queue)
    {
        var answer = await queue.Http.AskAsync(
            "query($uuid: UUID!) { event_listeners(filter: {uuids: [$uuid]}) { objects { suspension { since from to } } } }",
            new { uuid = queue.Listener });
        return answer.GetProperty("event_listeners").GetProperty("objects")[0].GetProperty("suspension");
    }
}
