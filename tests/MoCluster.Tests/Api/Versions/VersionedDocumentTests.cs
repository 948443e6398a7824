using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Versions;

/// <summary>Documents of several fields: in OS2mo each is one transaction (docs/os2mo.md §2).</summary>
public sealed class VersionedDocumentTests(SharedSilo silo)
{
    [Fact]
    public async Task Two_fetches_of_one_document_get_different_events_and_two_acknowledgements_settle_both()
    {
        var (client, name, listener) = await PrepareAsync();
        await client.SendEventAsync(name, "a");
        await client.SendEventAsync(name, "b");
        await client.ListAsync(listener, 2);
        var answer = (await client.SendAsync(
            "query($l: UUID!) { a: event_fetch(filter: {listener: $l}) { subject token } b: event_fetch(filter: {listener: $l}) { subject token } }",
            new { l = listener })).GetProperty("data");
        var fetched = new[] { answer.GetProperty("a"), answer.GetProperty("b") };
        Assert.Equal(["a", "b"], fetched.Select(each => each.GetProperty("subject").GetString()!).Order());
        var done = await client.SendAsync(
            "mutation($a: EventToken!, $b: EventToken!) { a: event_acknowledge(input: {token: $a}) b: event_acknowledge(input: {token: $b}) }",
            new { a = fetched[0].GetProperty("token").GetString(), b = fetched[1].GetProperty("token").GetString() });
        Assert.Equal("""{"a":true,"b":true}""", done.GetProperty("data").GetRawText());
        Assert.Empty(await client.ListAsync(listener, 0));
    }

    [Fact]
    public async Task The_events_of_one_document_are_sent_together()
    {
        var (client, name, listener) = await PrepareAsync();
        var answer = await client.SendAsync($"mutation {{ a: {Send(name, "a")} b: {Send(name, "b", 1)} c: {Send(name, "c")} }}");
        Assert.Equal("""{"a":true,"b":true,"c":true}""", answer.GetProperty("data").GetRawText());
        Assert.Equal(3, (await client.ListAsync(listener, 3)).Length);
    }

    [Theory]
    [InlineData("", 0, "priority must be natural", "b")]
    [InlineData("elsewhere", 1, "Namespace does not exist.", "b")]
    public async Task Nothing_is_sent_if_one_of_the_events_is_refused(string other, int priority, string message, string alias)
    {
        var (client, name, listener) = await PrepareAsync();
        var wrong = Send(other.Length > 0 ? other : name, "b", priority);
        var answer = await client.SendAsync(other.Length > 0 ? $"mutation {{ b: {wrong} a: {Send(name, "a")} }}" : $"mutation {{ a: {Send(name, "a")} b: {wrong} }}");
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal((message, alias), (error.Message(), error.GetProperty("path")[0].GetString()));
        await client.SendEventAsync(name, "last");
        Assert.Equal("last", Assert.Single(await client.ListAsync(listener, 1)).GetProperty("subject").GetString());
    }

    [Fact]
    public async Task No_event_is_acknowledged_if_one_of_the_tokens_is_none()
    {
        var (client, name, listener) = await PrepareAsync();
        await client.SendEventAsync(name, "s");
        var (_, _, token) = await client.TakeAsync(listener);
        var message = await client.FailAsync(
            "mutation($a: EventToken!, $b: EventToken!) { a: event_acknowledge(input: {token: $a}) b: event_acknowledge(input: {token: $b}) }",
            new { a = token, b = "no token" });
        Assert.Contains("Could not parse EventToken", message, StringComparison.Ordinal);
        Assert.Single(await client.ListAsync(listener, 1));
    }

    [Fact]
    public async Task A_variable_that_may_be_null_fits_a_field_with_a_default()
    {
        var (client, name, listener) = await PrepareAsync();
        await client.AskAsync(
            "mutation($name: String!, $priority: Int) { event_send(input: {namespace: $name, routing_key: \"r\", subject: \"s\", priority: $priority}) }",
            new { name });
        Assert.Equal(10_000, Assert.Single(await client.ListAsync(listener, 1)).GetProperty("priority").GetInt32());
    }

    [Fact]
    public async Task A_bound_filter_may_be_a_variable()
    {
        var (client, name, listener) = await PrepareAsync();
        await client.SendEventAsync(name, "s", 7);
        await client.ListAsync(listener, 1);
        var found = await client.AskAsync(
            "query($filter: ListenersBoundFullEventFilter!, $l: UUID!) { event_listeners(filter: {uuids: [$l]}) { objects { events(filter: $filter) { subject } } } }",
            new { filter = new { priorities = 7 }, l = listener });
        Assert.Equal("""[{"events":[{"subject":"s"}]}]""", found.GetProperty("objects").GetRawText());
    }

    private static string Send(string name, string subject, int priority = 10_000) =>
        $"event_send(input: {{namespace: \"{name}\", routing_key: \"r\", subject: \"{subject}\", priority: {priority}}})";

    private async Task<(VersionClient Client, string Name, Guid Listener)> PrepareAsync()
    {
        var client = new VersionClient((await silo.RunAsync()).Http, "/graphql/v29");
        var name = await client.DeclareNamespaceAsync();
        return (client, name, await client.ListenAsync(name));
    }
}
