using System.Text.Json;
using MoCluster.Silo.Security;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Versions;

/// <summary>The rules of OS2mo's event system (docs/os2mo.md §4) as its clients see them: without MoCluster's own checks and fields.</summary>
public sealed class VersionedRuleTests(SecuredSilo silo) : IClassFixture<SecuredSilo>
{
    private readonly VersionClient _owner = new(silo.Owner);
    private readonly VersionClient _other = new(silo.Other);

    [Fact]
    public async Task Declaring_again_answers_the_same()
    {
        var name = await _owner.DeclareNamespaceAsync();
        var again = await _owner.AskAsync($"mutation {{ event_namespace_declare(input: {{name: \"{name}\"}}) {{ name owner public }} }}");
        Assert.Equal(silo.OwnerUuid, again.GetProperty("owner").GetGuid());
        Assert.Equal(await _owner.ListenAsync(name), await _owner.ListenAsync(name));
    }

    [Fact]
    public async Task The_native_namespace_is_mo_and_public_and_the_default()
    {
        var found = await _owner.AskAsync("{ event_namespaces(filter: {names: \"mo\"}) { objects { name public } } }");
        Assert.Equal("""[{"name":"mo","public":true}]""", found.GetProperty("objects").GetRawText());
        Assert.Empty((await _owner.AskAsync("{ event_namespaces(filter: {names: \"MO\"}) { objects { name } } }")).GetProperty("objects").EnumerateArray());
        var made = await _owner.AskAsync(
            "mutation { event_listener_declare(input: {user_key: \"native\", routing_key: \"person\"}) { routing_key namespace { name } } }");
        Assert.Equal("""{"routing_key":"person","namespace":{"name":"mo"}}""", made.GetRawText());
    }

    [Fact]
    public async Task Anyone_with_the_role_deletes_a_namespace_and_a_listener()
    {
        var name = await _owner.DeclareNamespaceAsync();
        var listener = await _owner.ListenAsync(name);
        Assert.True((await _other.AskAsync($"mutation {{ event_listener_delete(input: {{uuid: \"{listener}\"}}) }}")).GetBoolean());
        Assert.True((await _other.AskAsync($"mutation {{ event_namespace_delete(input: {{name: \"{name}\"}}) }}")).GetBoolean());
    }

    [Fact]
    public async Task Deleting_what_does_not_exist_answers_true()
    {
        Assert.True((await _owner.AskAsync($"mutation {{ event_listener_delete(input: {{uuid: \"{Guid.NewGuid()}\"}}) }}")).GetBoolean());
        Assert.True((await _owner.AskAsync("mutation { event_namespace_delete(input: {name: \"nobody's\"}) }")).GetBoolean());
    }

    [Fact]
    public async Task The_native_namespace_is_not_deleted()
    {
        Assert.Contains("cannot be deleted", await _owner.FailAsync("mutation { event_namespace_delete(input: {name: \"mo\"}) }"), StringComparison.Ordinal);
        Assert.True((await _owner.AskAsync("mutation { event_namespace_delete(input: {name: \"MO\"}) }")).GetBoolean());
    }

    [Fact]
    public async Task Anyone_listens_in_a_public_namespace_and_gets_what_is_sent_afterwards()
    {
        var name = await _owner.DeclareNamespaceAsync(isPublic: true);
        await _owner.SendEventAsync(name, "before");
        var listener = await _other.ListenAsync(name);
        await _owner.SendEventAsync(name, "elsewhere", routing_key: "R");
        await _owner.SendEventAsync(name, "after");
        Assert.Equal("after", (await _other.TakeAsync(listener)).Subject);
        Assert.Null(await _other.FetchAsync(listener));
    }

    [Fact]
    public async Task A_listener_that_the_caller_does_not_own_has_nothing_to_give()
    {
        var name = await _owner.DeclareNamespaceAsync();
        var listener = await _owner.ListenAsync(name);
        await _owner.SendEventAsync(name, "s");
        await _owner.ListAsync(listener, 1);
        Assert.Null(await _other.FetchAsync(listener));
        Assert.Null(await new VersionClient(silo.Administrator).FetchAsync(listener));
        Assert.Null(await _owner.FetchAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Events_of_one_subject_become_one_with_the_lower_priority_and_a_new_back_off()
    {
        var (name, listener) = await PrepareAsync();
        await _owner.SendEventAsync(name, "s", 7);
        await _owner.SendEventAsync(name, "s", 9);
        var queued = Assert.Single(await _owner.ListAsync(listener, 1));
        Assert.Equal(7, queued.GetProperty("priority").GetInt32());
        Assert.Equal(("s", 7), await TakeAsync(listener));
        Assert.Null(await _owner.FetchAsync(listener));
    }

    [Fact]
    public async Task The_order_is_unsilenced_first_then_priority()
    {
        var (name, listener) = await PrepareAsync();
        foreach (var (subject, priority) in new[] { ("c", 3), ("a", 1), ("b", 2) })
            await _owner.SendEventAsync(name, subject, priority);
        await _owner.ListAsync(listener, 3);
        Assert.True((await _owner.DoAsync("event_silence(input: {listeners: $ME, subjects: \"a\"})", listener)).GetBoolean());
        Assert.Equal(("b", 2), await TakeAsync(listener));
        Assert.Equal(("c", 3), await TakeAsync(listener));
        Assert.Equal(("a", 1), await TakeAsync(listener));
    }

    [Fact]
    public async Task An_unacknowledged_event_comes_again_and_the_old_token_still_acknowledges()
    {
        var (name, listener) = await PrepareAsync(lease: 0.2);
        await _owner.SendEventAsync(name, "s");
        var first = await _owner.TakeAsync(listener);
        var second = await _owner.TakeAsync(listener);
        Assert.NotEqual(first.Token, second.Token);
        await _owner.AcknowledgeAsync(first.Token);
        Assert.Empty(await _owner.ListAsync(listener, 0));
    }

    [Fact]
    public async Task A_token_from_before_the_subject_was_sent_again_leaves_the_newer_event()
    {
        var (name, listener) = await PrepareAsync();
        await _owner.SendEventAsync(name, "s");
        var first = await _owner.TakeAsync(listener);
        await _owner.SendEventAsync(name, "s");
        await _owner.AcknowledgeAsync(first.Token);
        var second = await _owner.TakeAsync(listener);
        Assert.Equal("s", second.Subject);
        await _owner.AcknowledgeAsync(second.Token);
        Assert.Empty(await _owner.ListAsync(listener, 0));
    }

    [Fact]
    public async Task Acknowledging_twice_or_with_the_token_of_another_owner_answers_true_and_changes_nothing()
    {
        var (name, listener) = await PrepareAsync();
        await _owner.SendEventAsync(name, "s");
        var fetched = await _owner.TakeAsync(listener);
        await _other.AcknowledgeAsync(fetched.Token);
        Assert.Single(await _owner.ListAsync(listener, 1));
        await _owner.AcknowledgeAsync(fetched.Token);
        await _owner.AcknowledgeAsync(fetched.Token);
        Assert.Empty(await _owner.ListAsync(listener, 0));
    }

    [Fact]
    public async Task Silence_unsilence_and_rerun_need_the_role_alone()
    {
        var (name, listener) = await PrepareAsync(lease: 0.1);
        await _owner.SendEventAsync(name, "s");
        await _owner.ListAsync(listener, 1);
        Assert.True((await _other.DoAsync("event_silence(input: {listeners: $ME, subjects: [\"s\"]})", listener)).GetBoolean());
        Assert.True(Assert.Single(await _owner.ListAsync(listener, 1)).GetProperty("silenced").GetBoolean());
        Assert.Equal(("s", 10_000), await TakeAsync(listener));
        Assert.True((await _other.DoAsync("event_unsilence(input: {listeners: $ME})", listener)).GetBoolean());
        Assert.False(Assert.Single(await _owner.ListAsync(listener, 1)).GetProperty("silenced").GetBoolean());
        Assert.Equal(JsonValueKind.Array, (await _other.DoAsync("event_rerun(input: {listeners: $ME}) { subject listener { uuid } }", listener)).ValueKind);
    }

    [Fact]
    public async Task Rerun_answers_the_events_that_it_makes_fetchable_and_takes_one_priority_for_a_list()
    {
        var (name, listener) = await PrepareAsync(lease: 0.1, backOff: 3_600);
        await _owner.SendEventAsync(name, "s", 7);
        await TakeAsync(listener);
        await WaitForDelayAsync(listener);
        var rerun = await _owner.DoAsync("event_rerun(input: {listeners: $ME, priorities: 7}) { subject priority silenced }", listener);
        Assert.Equal("""[{"subject":"s","priority":7,"silenced":false}]""", rerun.GetRawText());
        Assert.Equal(("s", 7), await TakeAsync(listener));
    }

    [Fact]
    public async Task Events_of_others_are_listed_only_with_the_role_for_all()
    {
        var (name, listener) = await PrepareAsync();
        await _owner.SendEventAsync(name, "s");
        await _owner.ListAsync(listener, 1);
        var query = $"{{ events(filter: {{listeners: {{uuids: \"{listener}\"}}}}) {{ objects {{ subject }} }} }}";
        Assert.Single((await _owner.AskAsync(query)).GetProperty("objects").EnumerateArray());
        Assert.Empty((await _other.AskAsync(query)).GetProperty("objects").EnumerateArray());
        Assert.Empty(await _other.ListAsync(listener, 0));
        using var http = silo.Client(Guid.NewGuid(), Roles.ReadEvents, Roles.ReadAllEvents);
        Assert.Single((await new VersionClient(http).AskAsync(query)).GetProperty("objects").EnumerateArray());
    }

    [Fact]
    public async Task Listeners_and_namespaces_of_everybody_are_listed()
    {
        var (name, listener) = await PrepareAsync();
        var found = await _other.AskAsync(
            "query($filter: ListenerFilter) { event_listeners(filter: $filter) { objects { uuid owner namespace { name listeners { user_key } } } } }",
            new { filter = new { namespaces = new { names = name } } });
        Assert.Equal(
            $$$"""[{"uuid":"{{{listener}}}","owner":"{{{silo.OwnerUuid}}}","namespace":{"name":"{{{name}}}","listeners":[{"user_key":"l"}]}}]""",
            found.GetProperty("objects").GetRawText());
    }

    [Fact]
    public async Task Null_does_not_restrict_and_an_empty_list_finds_nothing()
    {
        var (name, _) = await PrepareAsync();
        const string Query = "query($filter: ListenerFilter) { event_listeners(filter: $filter) { objects { uuid } } }";
        var all = new { namespaces = new { names = new[] { name } }, user_keys = (string[]?)null };
        Assert.Single((await _owner.AskAsync(Query, new { filter = all })).GetProperty("objects").EnumerateArray());
        Assert.Empty((await _owner.AskAsync(Query, new { filter = new { user_keys = Array.Empty<string>() } })).GetProperty("objects").EnumerateArray());
        Assert.NotEmpty((await _owner.AskAsync(Query, new { filter = new { namespaces = new { } } })).GetProperty("objects").EnumerateArray());
    }

    [Fact]
    public async Task A_page_ends_with_a_cursor_in_OS2mos_form_and_a_limit_of_zero_is_empty()
    {
        var name = await _owner.DeclareNamespaceAsync();
        foreach (var key in (string[])["a", "b", "c"])
            await _owner.ListenAsync(name, user_key: key);
        const string Query =
            "query($filter: ListenerFilter, $limit: int, $cursor: Cursor) { event_listeners(filter: $filter, limit: $limit, cursor: $cursor) { objects { uuid } page_info { next_cursor } } }";
        var filter = new { namespaces = new { names = name } };
        var first = await _owner.AskAsync(Query, new { filter, limit = 2 });
        var cursor = first.GetProperty("page_info").GetProperty("next_cursor").GetString()!;
        Assert.Matches("^[0-9a-f]{6}:", cursor);
        var last = JsonDocument.Parse(Convert.FromBase64String(cursor.Split(':')[1])).RootElement.GetProperty("last").GetGuid();
        Assert.Equal(first.GetProperty("objects")[1].GetProperty("uuid").GetGuid(), last);
        var second = await _owner.AskAsync(Query, new { filter, limit = 2, cursor });
        Assert.Single(second.GetProperty("objects").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("page_info").GetProperty("next_cursor").ValueKind);
        Assert.Empty((await _owner.AskAsync(Query, new { filter, limit = 0 })).GetProperty("objects").EnumerateArray());
        Assert.Equal(3, (await _owner.AskAsync(Query, new { filter, limit = (int?)null })).GetProperty("objects").GetArrayLength());
    }

    [Fact]
    public async Task Me_is_an_actor_with_its_namespaces_and_listeners()
    {
        var (name, listener) = await PrepareAsync();
        var me = await _owner.AskAsync(
            "query($names: [String!], $listeners: OwnersBoundListenerFilter) { me { email username roles actor { uuid display_name "
            + "event_namespaces(filter: {names: $names}) { name } event_listeners(filter: $listeners) { uuid } ... on UnknownActor { error } } } }",
            new { names = new[] { name }, listeners = new { uuids = new[] { listener } } });
        var actor = me.GetProperty("actor");
        Assert.Equal(silo.OwnerUuid, actor.GetProperty("uuid").GetGuid());
        Assert.Equal($$"""[{"name":"{{name}}"}]""", actor.GetProperty("event_namespaces").GetRawText());
        Assert.Equal($$"""[{"uuid":"{{listener}}"}]""", actor.GetProperty("event_listeners").GetRawText());
        Assert.Contains("fetch_event", me.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
    }

    private async Task<(string Name, Guid Listener)> PrepareAsync(double lease = 180, double backOff = 61_200)
    {
        var name = await _owner.DeclareNamespaceAsync();
        var listener = await _owner.ListenAsync(name);

        // Only MoCluster's dialect can set how long leases last.
        await silo.Owner.AskAsync(
            "mutation($input: ListenerCreateInput!) { event_listener_declare(input: $input) { uuid } }",
            new { input = new { @namespace = name, user_key = "l", routing_key = "r", lease_seconds = lease, max_back_off_seconds = backOff } });
        return (name, listener);
    }

    private async Task<(string, int)> TakeAsync(Guid listener)
    {
        var (subject, priority, _) = await _owner.TakeAsync(listener);
        return (subject, priority);
    }

    /// <summary>Waits until the lease of the only event has ended and its back-off has begun.</summary>
    private async Task WaitForDelayAsync(Guid listener)
    {
        while (true)
        {
            var found = await silo.Owner.AskAsync(
                "query($listener: UUID!) { event_listeners(filter: {uuids: [$listener]}) { objects { events { standing } } } }", new { listener });
            if (found.GetProperty("event_listeners").GetProperty("objects")[0].GetProperty("events")[0].GetProperty("standing").GetString() == "DELAYED")
                return;
        }
    }
}
