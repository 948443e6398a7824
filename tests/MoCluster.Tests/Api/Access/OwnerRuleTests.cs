using System.Text.Json;
using MoCluster.Silo.Security;
using MoCluster.Tests.Api.Events;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Access;

/// <summary>
/// The rules of OS2mo's event system that tell owners apart (docs/os2mo.md §4), over HTTP with two owners and an administrator.
/// Where OS2mo checks nobody, these tests cover MoCluster's own check. The other rules are in <see cref="EventRuleTests"/>.
/// </summary>
public sealed class OwnerRuleTests(SecuredSilo silo) : IClassFixture<SecuredSilo>
{
    private const string NotYours = "You are not the owner of that listener.";

    [Fact]
    public async Task The_claim_uuid_identifies_the_caller()
    {
        var me = await silo.Owner.AskAsync("{ me { actor { uuid } } }");
        Assert.Equal(silo.OwnerUuid, me.GetProperty("me").GetProperty("actor").GetProperty("uuid").GetGuid());
        using var bytes = TestIssuer.Client(silo.Run, silo.Issuer.Token(Convert.ToBase64String(silo.OtherUuid.ToByteArray()), []));
        me = await bytes.AskAsync("{ me { actor { uuid } } }");
        Assert.Equal(silo.OtherUuid, me.GetProperty("me").GetProperty("actor").GetProperty("uuid").GetGuid());
    }

    [Fact]
    public async Task A_namespace_belongs_to_whoever_declared_it()
    {
        var queue = await QueueApi.PrepareAsync(silo.Owner);
        foreach (var http in (HttpClient[])[silo.Other, silo.Administrator])
        {
            var error = await http.FailAsync(
                $"mutation {{ event_namespace_declare(input: {{name: \"{queue.Space}\", public: false}}) {{ name }} }}");
            Assert.Equal("Namespace already claimed by another owner.", error.Message());
        }
    }

    [Fact]
    public async Task A_namespace_is_deleted_by_its_owner_or_an_administrator()
    {
        var delete = await DeclareNamespaceAsync(isPublic: true) is var space
            ? $"mutation {{ event_namespace_delete(input: {{name: \"{space}\"}}) }}" : "";
        Assert.Equal("FORBIDDEN", (await silo.Other.FailAsync(delete)).Code());
        Assert.True((await silo.Administrator.AskAsync(delete)).GetProperty("event_namespace_delete").GetBoolean());
    }

    [Fact]
    public async Task Anyone_may_listen_in_a_public_namespace()
    {
        var space = await DeclareNamespaceAsync(isPublic: true);
        var listener = await silo.Other.ListenAsync("l", routingKey: "r", space: space);
        await SendAsync(silo.Owner, space, "a");
        Assert.Equal("a", (await silo.Other.FetchAsync(listener, wait: 30))?.Subject);
    }

    [Fact]
    public async Task Only_the_owner_may_listen_in_a_namespace_that_is_not_public()
    {
        var space = await DeclareNamespaceAsync(isPublic: false);
        var error = await silo.Other.FailAsync(
            $"mutation {{ event_listener_declare(input: {{namespace: \"{space}\", user_key: \"l\", routing_key: \"r\"}}) {{ uuid }} }}");
        Assert.Equal("Namespace already exists, but is non-public and you are not the owner.", error.Message());
        await silo.Owner.ListenAsync("l", routingKey: "r", space: space);
    }

    [Fact]
    public async Task Only_the_owner_of_a_namespace_may_send_to_it()
    {
        var space = await DeclareNamespaceAsync(isPublic: true);
        var send = $"mutation {{ event_send(input: {{namespace: \"{space}\", routing_key: \"r\", subject: \"a\"}}) }}";
        Assert.Equal("You are not the owner of that namespace.", (await silo.Other.FailAsync(send)).Message());
        Assert.Equal("You are not the owner of that namespace.", (await silo.Owner.FailAsync(
            "mutation { event_send(input: {namespace: \"mo\", routing_key: \"person\", subject: \"a\"}) }")).Message());
        await silo.Owner.AskAsync(send);
    }

    [Fact]
    public async Task A_listener_is_known_by_user_key_owner_and_namespace()
    {
        var space = await DeclareNamespaceAsync(isPublic: true);
        var own = await silo.Owner.ListenAsync("same", routingKey: "r", space: space);
        var others = await silo.Other.ListenAsync("same", routingKey: "other", space: space);
        Assert.NotEqual(own, others);
        Assert.Equal(own, await silo.Owner.ListenAsync("same", routingKey: "r", space: space));
    }

    [Fact]
    public async Task Only_the_owner_fetches_from_a_listener()
    {
        var queue = await QueueApi.PrepareAsync(silo.Owner);
        await queue.SendAsync("a");
        var fetch = $"{{ event_fetch(filter: {{listener: \"{queue.Listener}\"}}) {{ token }} }}";
        var error = await silo.Other.FailAsync(fetch);
        Assert.Equal("NOT_FOUND", error.Code());
        Assert.DoesNotContain("owner", error.Message(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("a", (await queue.TakeAsync()).Subject);
    }

    [Fact]
    public async Task Acknowledging_with_another_owners_token_answers_true_without_effect()
    {
        var queue = await QueueApi.PrepareAsync(silo.Owner);
        await queue.SendAsync("a");
        var token = (await queue.TakeAsync()).Token;
        await silo.Other.AcknowledgeAsync(token);
        foreach (var verb in (string[])["event_nack", "event_park"])
        {
            var done = await silo.Other.AskAsync($"mutation {{ it: {verb}(input: {{token: \"{token}\"}}) }}");
            Assert.False(done.GetProperty("it").GetBoolean());
        }

        // The owner's lease stands.
        Assert.NotNull((await queue.DoAsync($"event_touch(input: {{token: \"{token}\"}})")).GetString());
    }

    [Theory]
    [InlineData("event_silence(input: {listeners: $ME, subjects: [\"a\"]})")]
    [InlineData("event_unsilence(input: {listeners: $ME})")]
    [InlineData("event_rerun(input: {listeners: $ME}) { subject }")]
    [InlineData("events_park(input: {listeners: $ME, subjects: [\"a\"]}) { subject }")]
    [InlineData("events_replay(input: {listeners: $ME}) { subject }")]
    public async Task Only_the_owner_or_an_administrator_changes_entries_of_a_queue(string field)
    {
        var queue = await QueueApi.PrepareAsync(silo.Owner);
        var mutation = $"mutation {{ {field.Replace("$ME", $"{{uuids: \"{queue.Listener}\"}}", StringComparison.Ordinal)} }}";
        Assert.Equal(NotYours, (await silo.Other.FailAsync(mutation)).Message());
        await silo.Owner.AskAsync(mutation);
        await silo.Administrator.AskAsync(mutation);
    }

    [Fact]
    public async Task Silencing_without_naming_a_listener_means_the_callers_own()
    {
        var queue = await QueueApi.PrepareAsync(silo.Owner);
        await queue.SendAsync("a");
        await queue.ListAsync(1);
        await silo.Other.AskAsync("mutation { event_silence(input: {listeners: {}, subjects: [\"a\"]}) }");
        Assert.False((await queue.EventsAsync())[0].GetProperty("silenced").GetBoolean());
    }

    [Theory]
    [InlineData("event_listener_pause(input: {uuid: \"$UUID\"}) { uuid }")]
    [InlineData("event_listener_set_position(input: {uuid: \"$UUID\", to: BEGINNING})")]
    [InlineData("event_listener_delete(input: {uuid: \"$UUID\"})")]
    public async Task Only_the_owner_or_an_administrator_changes_and_deletes_a_listener(string field)
    {
        var queue = await QueueApi.PrepareAsync(silo.Owner);
        var mutation = $"mutation {{ {field.Replace("$UUID", queue.Listener.ToString(), StringComparison.Ordinal)} }}";
        Assert.Equal(NotYours, (await silo.Other.FailAsync(mutation)).Message());
        await silo.Administrator.AskAsync(mutation);
    }

    [Fact]
    public async Task Only_the_owner_or_a_caller_who_may_read_all_lists_the_events_of_a_listener()
    {
        var queue = await QueueApi.PrepareAsync(silo.Owner);
        await queue.SendAsync("a");
        await queue.ListAsync(1);
        var list = $"{{ events(filter: {{listeners: {{namespaces: {{names: [\"{queue.Space}\"]}}}}}}) {{ objects {{ subject }} }} }}";
        async Task<int> CountAsync(HttpClient http) =>
            (await http.AskAsync(list)).GetProperty("events").GetProperty("objects").GetArrayLength();

        Assert.Equal(1, await CountAsync(silo.Owner));
        Assert.Equal(0, await CountAsync(silo.Other));
        Assert.Equal(1, await CountAsync(silo.Administrator));
        Assert.Equal(1, await CountAsync(silo.Client(Guid.NewGuid(), Roles.ReadEvents, Roles.ReadAllEvents)));
    }

    [Fact]
    public async Task Listeners_and_namespaces_are_listed_to_everybody()
    {
        var queue = await QueueApi.PrepareAsync(silo.Owner);
        var seen = await silo.Other.AskAsync(
            $"{{ event_listeners(filter: {{uuids: [\"{queue.Listener}\"]}}) {{ objects {{ owner namespace {{ name owner }} }} }} }}");
        Assert.Equal(
            $$$"""[{"owner":"{{{silo.OwnerUuid}}}","namespace":{"name":"{{{queue.Space}}}","owner":"{{{silo.OwnerUuid}}}"}}]""",
            seen.GetProperty("event_listeners").GetProperty("objects").GetRawText());
    }

    private async Task<string> DeclareNamespaceAsync(bool isPublic)
    {
        var space = $"test-{Guid.NewGuid():N}";
        await silo.Owner.AskAsync(
            "mutation($space: String!, $public: Boolean!) { event_namespace_declare(input: {name: $space, public: $public}) { name } }",
            new { space, @public = isPublic });
        return space;
    }

    private static Task<JsonElement> SendAsync(HttpClient http, string space, string subject) => http.AskAsync(
        "mutation($space: String!, $subject: String!) { event_send(input: {namespace: $space, routing_key: \"r\", subject: $subject}) }",
        new { space, subject });
}
