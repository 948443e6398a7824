using System.Text.Json;

namespace MoCluster.Tests.Api.Fixtures;

/// <summary>A namespace with one listener, and what tests do with its queue over HTTP.</summary>
internal sealed class QueueApi
{
    private QueueApi(HttpClient http, string space, Guid listener) => (Http, Space, Listener) = (http, space, listener);

    public HttpClient Http { get; }

    public string Space { get; }

    public Guid Listener { get; }

    public static async Task<QueueApi> PrepareAsync(HttpClient http, double leaseSeconds = 180)
    {
        var space = $"test-{Guid.NewGuid():N}";
        await http.AskAsync("mutation($space: String!) { event_namespace_declare(input: {name: $space}) { name } }", new { space });
        return new QueueApi(http, space, await http.ListenAsync("l", leaseSeconds, "r", space));
    }

    public Task SendAsync(params string[] subjects) => SendAsync([.. subjects.Select(subject => (subject, 10_000))]);

    public Task SendAsync(params (string Subject, int Priority)[] events) => Http.AskAsync(
        "mutation($space: String!, $events: [SentEventInput!]!) { events_send(input: {namespace: $space, events: $events}) }",
        new { space = Space, events = events.Select(sent => new { routing_key = "r", subject = sent.Subject, priority = sent.Priority }) });

    public Task<FetchedEvent?> FetchAsync(double wait = 0) => Http.FetchAsync(Listener, wait);

    /// <summary>Fetches an event that must be there or about to arrive.</summary>
    public async Task<FetchedEvent> TakeAsync()
    {
        var fetched = await Http.FetchAsync(Listener, wait: 30);
        Assert.NotNull(fetched);
        return fetched;
    }

    /// <summary>Waits until the queue lists a number of events, leased or not.</summary>
    public async Task<JsonElement[]> ListAsync(int count, string filter = "{}")
    {
        while (true)
        {
            var events = await EventsAsync(filter);
            if (events.Length == count)
                return events;
        }
    }

    public async Task<JsonElement[]> EventsAsync(string filter = "{}")
    {
        var answer = await ReadAsync($"events(filter: {filter}) {{ subject priority silenced attempts standing until reason number }}");
        return [.. answer.GetProperty("events").EnumerateArray()];
    }

    /// <summary>Reads fields of the listener.</summary>
    public async Task<JsonElement> ReadAsync(string fields)
    {
        var answer = await Http.AskAsync(
            $$"""query($uuid: UUID!) { event_listeners(filter: {uuids: [$uuid]}) { objects { {{fields}} } } }""", new { uuid = Listener });
        return answer.GetProperty("event_listeners").GetProperty("objects")[0];
    }

    /// <summary>Runs a mutation of one field, in which <c>$ME</c> stands for a filter of this listener alone.</summary>
    public async Task<JsonElement> DoAsync(string field)
    {
        var answer = await Http.AskAsync($"mutation {{ it: {field.Replace("$ME", $"{{uuids: \"{Listener}\"}}", StringComparison.Ordinal)} }}");
        return answer.GetProperty("it");
    }
}
