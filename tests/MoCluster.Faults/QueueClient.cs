using System.Text.Json;
using MoCluster.History.Workload;

namespace MoCluster.Faults;

/// <summary>Somebody with one listener: sends events to its stream, fetches and acknowledges them.</summary>
internal sealed class QueueClient(Endpoints endpoints) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SiloClient _client = new(endpoints, "client", 1, Patience);
    private Guid _listener;

    /// <summary>Declares the namespace and the listener.</summary>
    public async Task DeclareAsync()
    {
        await AskAsync("mutation { event_namespace_create(input: {name: \"n\"}) { name } }");
        var declared = await AskAsync("mutation { event_listener_create(input: {namespace: \"n\", user_key: \"l\", routing_key: \"r\"}) { uuid } }");
        _listener = declared.GetProperty("uuid").GetGuid();
    }

    /// <summary>Sends an event, and waits until it is acknowledged.</summary>
    public Task SendAsync(string subject) => AskAsync(
        "mutation($subject: String!) { event_send(input: {namespace: \"n\", routing_key: \"r\", subject: $subject}) }", new { subject });

    /// <summary>Fetches all that waits.</summary>
    public async Task<List<FetchedEvent>> FetchAsync()
    {
        var handed = new List<FetchedEvent>();
        while (true)
        {
            var got = await AskAsync(
                "query($listener: UUID!) { events_fetch(filter: {listener: $listener}, wait_seconds: 1) { subject number token } }",
                new { listener = _listener });
            if (got.GetArrayLength() == 0)
                return handed;
            handed.AddRange(got.EnumerateArray().Select(item => new FetchedEvent(
                item.GetProperty("subject").GetString()!, item.GetProperty("number").GetInt64(), item.GetProperty("token").GetString()!)));
        }
    }

    /// <summary>Acknowledges events; it is no error if a token has no effect.</summary>
    public async Task AcknowledgeAsync(IEnumerable<FetchedEvent> events)
    {
        foreach (var handed in events)
            await AskAsync("mutation($token: EventToken!) { event_acknowledge(input: $token) }", new { token = handed.Token });
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<JsonElement> AskAsync(string document, object? variables = null)
    {
        var answer = await _client.SendAsync(document, variables ?? new { }, wait: Patience);
        Assert.True(answer.Kind == AnswerKind.Confirmed, $"{answer.Code}: {answer.Message}");
        return answer.Data;
    }
}
