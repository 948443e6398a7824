using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MoCluster.Tests.Api.Fixtures;

/// <summary>A caller of one of OS2mo's versions, and the documents that clients of OS2mo send.</summary>
internal sealed class VersionClient(HttpClient http, string path = "/graphql/v25")
{
    /// <summary>Sends a document and returns the whole answer, which has status 200 whatever happened.</summary>
    public async Task<JsonElement> SendAsync(string query, object? variables = null)
    {
        using var response = await http.PostAsync(
            new Uri(path, UriKind.Relative), JsonContent.Create(new { query, variables }), TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Sends a document of one field that must succeed and returns the value of the field.</summary>
    public async Task<JsonElement> AskAsync(string query, object? variables = null)
    {
        var answer = await SendAsync(query, variables);
        Assert.False(answer.TryGetProperty("errors", out var errors), $"The answer has errors: {errors}");
        return answer.GetProperty("data").EnumerateObject().First().Value;
    }

    /// <summary>Sends a document that must fail, and returns the message of its only error.</summary>
    public async Task<string> FailAsync(string query, object? variables = null)
    {
        var answer = await SendAsync(query, variables);
        Assert.True(answer.TryGetProperty("errors", out var errors), $"The document succeeded: {answer}");
        Assert.True(!answer.TryGetProperty("data", out var data) || data.ValueKind == JsonValueKind.Null, $"There are data: {answer}");
        return Assert.Single(errors.EnumerateArray()).Message();
    }

    /// <summary>Declares a namespace of the caller with a new name.</summary>
    public async Task<string> DeclareNamespaceAsync(bool isPublic = false)
    {
        var input = new { name = $"test-{Guid.NewGuid():N}", @public = isPublic };
        var made = await AskAsync(
            "mutation DeclareEventNamespace($input: NamespaceCreateInput!) { event_namespace_declare(input: $input) { name } }", new { input });
        return made.GetProperty("name").GetString()!;
    }

    /// <summary>Declares a listener.</summary>
    public async Task<Guid> ListenAsync(string @namespace, string routing_key = "r", string user_key = "l")
    {
        var made = await AskAsync(
            "mutation DeclareEventListener($input: ListenerCreateInput!) { event_listener_declare(input: $input) { uuid } }",
            new { input = new { @namespace, routing_key, user_key } });
        return made.GetProperty("uuid").GetGuid();
    }

    /// <summary>Sends an event.</summary>
    public Task<JsonElement> SendEventAsync(string @namespace, string subject, int priority = 10_000, string routing_key = "r") => AskAsync(
        "mutation Send($input: EventSendInput!) { event_send(input: $input) }", new { input = new { @namespace, routing_key, subject, priority } });

    /// <summary>Fetches an event: its subject, priority and token; null when there is none.</summary>
    public async Task<(string Subject, int Priority, string Token)?> FetchAsync(Guid listener)
    {
        var found = await AskAsync(
            "query FetchEvent($listener: UUID!) { event_fetch(filter: {listener: $listener}) { subject priority token } }", new { listener });
        return found.ValueKind == JsonValueKind.Null
            ? null
            : (found.GetProperty("subject").GetString()!, found.GetProperty("priority").GetInt32(), found.GetProperty("token").GetString()!);
    }

    /// <summary>Fetches an event that must be there or about to arrive.</summary>
    public async Task<(string Subject, int Priority, string Token)> TakeAsync(Guid listener)
    {
        while (true)
        {
            if (await FetchAsync(listener) is { } found)
                return found;
        }
    }

    /// <summary>Acknowledges an event.</summary>
    public async Task AcknowledgeAsync(string token) => Assert.True((await AskAsync(
        "mutation AcknowledgeEvent($token: EventToken!) { event_acknowledge(input: {token: $token}) }", new { token })).GetBoolean());

    /// <summary>The events in the queue of a listener, as soon as there are as many as expected.</summary>
    public async Task<JsonElement[]> ListAsync(Guid listener, int count, string filter = "{}")
    {
        while (true)
        {
            var found = await AskAsync(
                $$"""query($listener: UUID!) { event_listeners(filter: {uuids: [$listener]}) { objects { events(filter: {{filter}}) { subject priority silenced } } } }""",
                new { listener });
            var events = found.GetProperty("objects")[0].GetProperty("events").EnumerateArray().ToArray();
            if (events.Length == count)
                return events;
        }
    }

    /// <summary>Changes events with a mutation of one field, in which <c>$ME</c> stands for a filter of a listener.</summary>
    public Task<JsonElement> DoAsync(string field, Guid listener) => AskAsync(
        $"mutation {{ {field.Replace("$ME", $"{{uuids: \"{listener}\"}}", StringComparison.Ordinal)} }}");
}
