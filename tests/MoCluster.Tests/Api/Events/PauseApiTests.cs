using System.Net.Http.Json;
using System.Text.Json;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Events;

/// <summary>Pausing and resuming a listener, over HTTP.</summary>
public sealed class PauseApiTests(SharedSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_paused_listener_hands_out_nothing_and_hands_out_everything_after_it_is_resumed()
    {
        var queue = await QueueApi.PrepareAsync((await silo.RunAsync()).Http);
        await queue.SendAsync("before");
        await queue.ListAsync(1);
        var paused = await queue.DoAsync($"event_listener_pause(input: {{uuid: \"{queue.Listener}\", reason: \"moving\"}}) {{ paused paused_since pause_reason }}");
        Assert.True(paused.GetProperty("paused").GetBoolean());
        Assert.Equal("moving", paused.GetProperty("pause_reason").GetString());
        await queue.SendAsync("meanwhile");
        await queue.ListAsync(2);
        Assert.Null(await queue.FetchAsync());

        // Paused again: since the same instant, with the new reason.
        var again = await queue.DoAsync($"event_listener_pause(input: {{uuid: \"{queue.Listener}\"}}) {{ paused_since pause_reason }}");
        Assert.Equal(
            $$"""{"paused_since":{{paused.GetProperty("paused_since").GetRawText()}},"pause_reason":null}""", again.GetRawText());
        Assert.Equal("""{"paused":true}""", (await queue.ReadAsync("paused")).GetRawText());

        for (var i = 0; i < 2; i++)
        {
            var resumed = await queue.DoAsync($"event_listener_resume(input: {{uuid: \"{queue.Listener}\"}}) {{ let_go from listener {{ paused paused_since }} }}");
            Assert.Equal("""{"let_go":0,"from":null,"listener":{"paused":false,"paused_since":null}}""", resumed.GetRawText());
        }

        Assert.Equal(["before", "meanwhile"], new[] { (await queue.TakeAsync()).Subject, (await queue.TakeAsync()).Subject }.Order());
    }

    [Fact]
    public async Task A_fetch_waits_at_a_paused_listener_and_is_served_when_it_is_resumed()
    {
        var queue = await QueueApi.PrepareAsync((await silo.RunAsync()).Http);
        await queue.DoAsync($"event_listener_pause(input: {{uuid: \"{queue.Listener}\"}}) {{ uuid }}");
        await queue.SendAsync("s");
        await queue.ListAsync(1);
        var waiting = queue.TakeAsync();
        Assert.Null(await queue.FetchAsync(wait: 0.2));
        Assert.False(waiting.IsCompleted);
        await queue.DoAsync($"event_listener_resume(input: {{uuid: \"{queue.Listener}\"}}) {{ let_go }}");
        Assert.Equal("s", (await waiting).Subject);
    }

    [Fact]
    public async Task Leased_events_are_acknowledged_touched_and_nacked_while_their_listener_is_paused()
    {
        var queue = await QueueApi.PrepareAsync((await silo.RunAsync()).Http);
        await queue.SendAsync("done", "kept", "back");
        await queue.ListAsync(3);
        var held = (await queue.Http.FetchManyAsync(queue.Listener, 3)).ToDictionary(item => item.Subject);
        await queue.DoAsync($"event_listener_pause(input: {{uuid: \"{queue.Listener}\"}}) {{ uuid }}");
        await queue.Http.AcknowledgeAsync(held["done"].Token);
        Assert.NotEqual("null", (await queue.DoAsync($"event_touch(input: {{token: \"{held["kept"].Token}\", lease_seconds: 600}})")).GetRawText());
        Assert.True((await queue.DoAsync($"event_nack(input: {{token: \"{held["back"].Token}\", delay_seconds: 0}})")).GetBoolean());
        Assert.Equal(
            ["back PENDING", "kept LEASED"],
            (await queue.EventsAsync()).Select(item => $"{item.GetProperty("subject").GetString()} {item.GetProperty("standing").GetString()}").Order());
        Assert.Null(await queue.FetchAsync());
    }

    [Fact]
    public async Task A_listener_stays_paused_when_it_is_declared_again()
    {
        var queue = await QueueApi.PrepareAsync((await silo.RunAsync()).Http);
        await queue.DoAsync($"event_listener_pause(input: {{uuid: \"{queue.Listener}\"}}) {{ uuid }}");
        await queue.Http.ListenAsync("l", 60, "r", queue.Space);
        Assert.Equal("""{"paused":true,"lease_seconds":60}""", (await queue.ReadAsync("paused lease_seconds")).GetRawText());
    }

    [Fact]
    public async Task Plain_HTTP_pauses_and_resumes()
    {
        var queue = await QueueApi.PrepareAsync((await silo.RunAsync()).Http);
        using var paused = await queue.Http.PostAsJsonAsync($"/v1/listeners/{queue.Listener}/pause", new { reason = "moving" }, Cancellation);
        var body = JsonDocument.Parse(await paused.Content.ReadAsStringAsync(Cancellation)).RootElement;
        Assert.Equal("moving", body.GetProperty("reason").GetString());
        Assert.Equal((await queue.ReadAsync("paused_since")).GetProperty("paused_since").GetDateTimeOffset(), body.GetProperty("paused_since").GetDateTimeOffset());
        using var resumed = await queue.Http.PostAsJsonAsync($"/v1/listeners/{queue.Listener}/resume", new { }, Cancellation);
        Assert.Equal("{\"let_go\":0,\"from\":null}\n", await resumed.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("""{"paused":false}""", (await queue.ReadAsync("paused")).GetRawText());
    }

    [Theory]
    [InlineData("event_listener_pause(input: {uuid: \"11111111-2222-3333-4444-555555555555\"}) { uuid }", "There is no listener 11111111-2222-3333-4444-555555555555.")]
    [InlineData("event_listener_resume(input: {uuid: \"11111111-2222-3333-4444-555555555555\"}) { let_go }", "There is no listener 11111111-2222-3333-4444-555555555555.")]
    public async Task Pausing_a_missing_listener_is_refused(string field, string message)
    {
        var error = await (await silo.RunAsync()).Http.FailAsync($"mutation {{ {field} }}");
        Assert.Equal(("NOT_FOUND", message), (error.Code(), error.Message()));
    }
}
