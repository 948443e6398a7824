using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Events;

/// <summary>The event API over plain HTTP.</summary>
public sealed class V1Tests(SharedSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Published_events_are_fetched_nacked_touched_and_acknowledged()
    {
        var queue = await QueueApi.PrepareAsync((await silo.RunAsync()).Http);
        var numbers = await PostAsync(queue.Http, $"/v1/namespaces/{queue.Space}/events", new
        {
            events = new object[] { new { routing_key = "r", subject = "s", priority = 3 }, new { routing_key = "r", subject = "t", listener = queue.Listener } },
        });
        Assert.Equal("""{"numbers":[1,2]}""", numbers.GetRawText());
        await queue.ListAsync(2);
        var fetched = (await PostAsync(queue.Http, $"/v1/listeners/{queue.Listener}/fetch", new { limit = 5, wait_seconds = 30 }))
            .GetProperty("events").EnumerateArray().ToArray();
        Assert.Equal(["s", "t"], fetched.Select(item => item.GetProperty("subject").GetString()));
        Assert.Equal(
            ["uuid", "subject", "priority", "token", "number", "time", "key", "registration_id", "attempt", "leased_until"],
            fetched[0].EnumerateObject().Select(field => field.Name));
        var tokens = fetched.Select(item => item.GetProperty("token").GetString()!).ToArray();
        var touched = await PostAsync(queue.Http, "/v1/touch", new { events = new[] { new { token = tokens[0], lease_seconds = 600 } } });
        Assert.True(touched.GetProperty("leased_until")[0].GetDateTimeOffset() > DateTimeOffset.UtcNow.AddSeconds(500));
        var stood = await PostAsync(queue.Http, "/v1/nack", new { events = new[] { new { token = tokens[1], delay_seconds = 0, reason = "no" } } });
        Assert.Equal("""{"stood":[true]}""", stood.GetRawText());
        Assert.Equal(2, (await queue.TakeAsync()).Attempt);
        var parked = await PostAsync(queue.Http, "/v1/park", new { events = new[] { new { token = tokens[0], reason = "broken" } } });
        Assert.Equal("""{"stood":[true]}""", parked.GetRawText());
        var aside = Assert.Single(await queue.EventsAsync("{parked: true}"));
        Assert.Equal(("s", "broken"), (aside.GetProperty("subject").GetString(), aside.GetProperty("reason").GetString()));
        Assert.Equal("""{"acknowledged":2}""", (await PostAsync(queue.Http, "/v1/acknowledge", new { tokens })).GetRawText());
        Assert.Empty(await queue.EventsAsync());
    }

    [Fact]
    public async Task A_publication_under_an_idempotency_key_is_made_once()
    {
        var queue = await QueueApi.PrepareAsync((await silo.RunAsync()).Http);
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/namespaces/{queue.Space}/events")
            {
                Content = JsonContent.Create(new { events = new[] { new { routing_key = "r", subject = "once" } } }),
                Headers = { { "Idempotency-Key", queue.Space } },
            };
            using var response = await queue.Http.SendAsync(request, Cancellation);
            Assert.Equal("{\"numbers\":[1]}\n", await response.Content.ReadAsStringAsync(Cancellation));
        }
    }

    [Fact]
    public async Task A_stream_hands_out_no_more_than_its_window_until_events_are_acknowledged()
    {
        var queue = await QueueApi.PrepareAsync((await silo.RunAsync()).Http);
        using var stream = await StreamAsync(queue, window: 2);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(Cancellation));
        await queue.SendAsync("a", "b", "c", "d");
        await queue.ListAsync(4);
        var first = new[] { await NextAsync(lines), await NextAsync(lines) };
        Assert.Equal(["a", "b"], first.Select(item => item.Subject).Order());
        Assert.Equal(2, (await queue.EventsAsync()).Count(item => item.GetProperty("standing").GetString() == "PENDING"));

        // A fetch without a window is served although another caller's window is full.
        Assert.Equal("c", (await queue.TakeAsync()).Subject);
        var next = NextAsync(lines);
        Assert.False(next.IsCompleted);
        await PostAsync(queue.Http, "/v1/acknowledge", new { tokens = first.Select(item => item.Token) });
        Assert.Equal("d", (await next).Subject);
    }

    [Fact]
    public async Task Events_of_a_caller_that_went_away_come_to_others()
    {
        var queue = await QueueApi.PrepareAsync((await silo.RunAsync()).Http, leaseSeconds: 1);
        var stream = await StreamAsync(queue, window: 10);
        stream.Dispose();
        await queue.SendAsync("s");
        await queue.Http.AcknowledgeAsync((await queue.TakeAsync()).Token);
        Assert.Empty(await queue.EventsAsync());
    }

    [Theory]
    [InlineData("/v1/namespaces/mo/events", """{"events": [{"routing_key": "r", "subject": "s"}]}""", HttpStatusCode.Forbidden, "FORBIDDEN", "You are not the owner of that namespace.")]
    [InlineData("/v1/namespaces/nowhere/events", """{"events": [{"routing_key": "r", "subject": "s"}]}""", HttpStatusCode.NotFound, "NOT_FOUND", "Namespace does not exist.")]
    [InlineData("/v1/namespaces/mo/events", """{"events": [{"routing_key": "r", "subject": "s", "priority": 0}]}""", HttpStatusCode.BadRequest, "INVALID_INPUT", "priority must be natural")]
    [InlineData("/v1/namespaces/mo/events", """{"events": [{"routing_key": "r"}]}""", HttpStatusCode.BadRequest, "INVALID_INPUT", "events[0].subject is missing; it must be a text.")]
    [InlineData("/v1/namespaces/mo/events", """{"events": [{"subject": "s"}]}""", HttpStatusCode.BadRequest, "INVALID_INPUT", "events[0].routing_key is missing; it must be a text.")]
    [InlineData("/v1/namespaces/mo/events", """{"events": [{"routing_key": "r", "subject": "s", "priority": 1.5}]}""", HttpStatusCode.BadRequest, "INVALID_INPUT", "events[0].priority is 1.5; it must be a whole number of 32 bits.")]
    [InlineData("/v1/namespaces/mo/events", """{"events": [], "unknown": 1}""", HttpStatusCode.BadRequest, "INVALID_INPUT", "There is no unknown; there are events.")]
    [InlineData("/v1/acknowledge", """{"tokens": ["nonsense"]}""", HttpStatusCode.BadRequest, "INVALID_TOKEN", "Could not parse EventToken")]
    [InlineData("/v1/acknowledge", """{"tokens": [null]}""", HttpStatusCode.BadRequest, "INVALID_INPUT", "tokens[0] is null; it must be a text.")]
    [InlineData("/v1/acknowledge", "nonsense", HttpStatusCode.BadRequest, "INVALID_INPUT", "The body is not JSON")]
    [InlineData("/v1/listeners/11111111-2222-3333-4444-555555555555/fetch", "{}", HttpStatusCode.NotFound, "NOT_FOUND", "You have no listener")]
    [InlineData("/v1/listeners/11111111-2222-3333-4444-555555555555/stream", "", HttpStatusCode.NotFound, "NOT_FOUND", "You have no listener")]
    [InlineData("/v1/listeners/l/fetch", "{}", HttpStatusCode.BadRequest, "INVALID_INPUT", "named by its uuid")]
    [InlineData("/v1/listeners/11111111-2222-3333-4444-555555555555/fetch", """{"limit": 0}""", HttpStatusCode.BadRequest, "INVALID_INPUT", "limit is 0; it must be from 1 to 1000.")]
    public async Task An_invalid_request_is_refused_in_the_common_form_of_errors(string path, string body, HttpStatusCode status, string code, string message)
    {
        var http = (await silo.RunAsync()).Http;
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(path, content, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(status == response.StatusCode, $"{response.StatusCode}: {text}");
        var errors = JsonDocument.Parse(text).RootElement.GetProperty("errors");
        GraphQLClient.AssertClear(errors);
        Assert.Equal(code, errors[0].Code());
        Assert.Contains(message, errors[0].Message(), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> StreamAsync(QueueApi queue, int window)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/listeners/{queue.Listener}/stream") { Content = JsonContent.Create(new { window }) };
        var response = await queue.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType!.MediaType);
        return response;
    }

    private static async Task<(string Subject, string Token)> NextAsync(StreamReader lines)
    {
        while (true)
        {
            var line = await lines.ReadLineAsync(Cancellation);
            Assert.NotNull(line);
            if (line.Length == 0)
                continue;
            var json = JsonDocument.Parse(line).RootElement;
            return (json.GetProperty("subject").GetString()!, json.GetProperty("token").GetString()!);
        }
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
