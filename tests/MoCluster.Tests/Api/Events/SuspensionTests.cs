using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Events;

/// <summary>A listener that pins the log is suspended where that is configured, over HTTP.</summary>
public sealed class SuspensionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listener_that_pins_the_log_is_suspended_learns_it_at_its_next_fetch_and_is_resumed()
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

        // A listener that is resumed and settles at once is not suspended again.
        var resumed = await queue.DoAsync($"event_listener_resume(input: {{uuid: \"{queue.Listener}\"}}) {{ let_go from listener {{ suspension {{ since }} }} }}");
        Assert.Equal("""{"let_go":0,"from":1,"listener":{"suspension":null}}""", resumed.GetRawText());
    }

    [Fact]
    public async Task By_default_a_listener_that_pins_the_log_is_reported_and_not_suspended()
    {
        await using var run = await SiloRun.StartAsync(null, "Events:PinnedAfter=00:00:01", "Events:TrimInterval=00:00:01");
        var queue = await QueueApi.PrepareAsync(run.Http);
        await queue.SendAsync("a");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!(await run.Http.GetStringAsync("/metrics", Cancellation)).Contains("mocluster_listener_pinned_age_seconds{", StringComparison.Ordinal))
            Assert.False(patience.IsCancellationRequested, run.Log);
        Assert.Equal("""{"lag":{"pins":true},"suspension":null}""", (await queue.ReadAsync("lag { pins } suspension { since }")).GetRawText());
        Assert.Equal("a", (await queue.TakeAsync()).Subject);
    }

    private static async Task<JsonElement> SuspensionAsync(QueueApi queue) =>
        (await queue.ReadAsync("suspension { since from to }")).GetProperty("suspension");
}
