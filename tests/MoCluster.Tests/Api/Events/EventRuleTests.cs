using MoCluster.Tests.Api.Access;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Events;

/// <summary>
/// Every rule of OS2mo's event system (docs/os2mo.md §4), tested over HTTP with the names that /graphql uses. Without authentication all callers
/// are one owner, so the rules that distinguish owners are in <see cref="OwnerRuleTests"/>.
/// </summary>
public sealed class EventRuleTests(SharedSilo silo)
{
    [Fact]
    public async Task Declaring_a_namespace_again_answers_the_same_one()
    {
        var queue = await PrepareAsync();
        var again = await queue.DoAsync($"event_namespace_declare(input: {{name: \"{queue.Space}\", public: false}}) {{ name public }}");
        Assert.Equal($$"""{"name":"{{queue.Space}}","public":false}""", again.GetRawText());
    }

    [Fact]
    public async Task Whether_a_namespace_is_public_can_never_be_changed()
    {
        var queue = await PrepareAsync();
        var error = await queue.Http.FailAsync(
            $"mutation {{ event_namespace_declare(input: {{name: \"{queue.Space}\", public: true}}) {{ name }} }}");
        Assert.Equal("Namespace already exists with public=false.", error.Message());
    }

    [Theory]
    [InlineData("mo")]
    [InlineData("MO")]
    public async Task A_namespace_of_another_owner_cannot_be_declared(string name)
    {
        var http = (await silo.RunAsync()).Http;
        var error = await http.FailAsync($"mutation {{ event_namespace_declare(input: {{name: \"{name}\", public: true}}) {{ name }} }}");
        Assert.Equal("Namespace already claimed by another owner.", error.Message());
    }

    [Fact]
    public async Task The_native_namespace_cannot_be_deleted()
    {
        var error = await (await silo.RunAsync()).Http.FailAsync("mutation { event_namespace_delete(input: {name: \"mo\"}) }");
        Assert.Equal("FORBIDDEN", error.Code());
    }

    [Fact]
    public async Task Deleting_a_missing_namespace_answers_true()
    {
        var queue = await PrepareAsync();
        Assert.True((await queue.DoAsync("event_namespace_delete(input: {name: \"nobody's\"})")).GetBoolean());
    }

    [Fact]
    public async Task Declaring_a_listener_again_answers_the_same_one()
    {
        var queue = await PrepareAsync();
        Assert.Equal(queue.Listener, await queue.Http.ListenAsync("l", 180, "r", queue.Space));
    }

    [Fact]
    public async Task A_listener_keeps_its_routing_key()
    {
        var queue = await PrepareAsync();
        var error = await queue.Http.FailAsync(
            $"mutation {{ event_listener_declare(input: {{namespace: \"{queue.Space}\", user_key: \"l\", routing_key: \"other\"}}) {{ uuid }} }}");
        Assert.Equal("There already exists a listener with this user_key and a different routing_key", error.Message());
    }

    [Fact]
    public async Task A_routing_key_is_matched_exactly()
    {
        var queue = await PrepareAsync();
        foreach (var key in (string[])["R", "r ", "r.s", "#", "*"])
            await queue.DoAsync($"event_send(input: {{namespace: \"{queue.Space}\", routing_key: \"{key}\", subject: \"elsewhere\"}})");
        await queue.SendAsync("here");
        Assert.Equal("here", (await queue.TakeAsync()).Subject);
        Assert.Null(await queue.FetchAsync());
    }

    [Fact]
    public async Task A_listener_gets_only_what_is_sent_after_it_exists()
    {
        var queue = await PrepareAsync();
        await queue.SendAsync("before");
        var later = await queue.Http.ListenAsync("later", 180, "r", queue.Space);
        await queue.SendAsync("after");
        Assert.Equal("after", (await queue.Http.FetchAsync(later, wait: 30))!.Subject);
        Assert.Null(await queue.Http.FetchAsync(later));
        Assert.Equal("before", (await queue.TakeAsync()).Subject);
    }

    [Fact]
    public async Task Sending_without_listeners_answers_true()
    {
        var queue = await PrepareAsync();
        Assert.True((await queue.DoAsync(
            $"event_send(input: {{namespace: \"{queue.Space}\", routing_key: \"nobody's\", subject: \"s\"}})")).GetBoolean());
    }

    [Fact]
    public async Task Pending_events_prevent_deleting_a_listener_unless_they_may_be_deleted_too()
    {
        var queue = await PrepareAsync();
        await queue.SendAsync("s");
        await queue.ListAsync(1);
        var error = await queue.Http.FailAsync($"mutation {{ event_listener_delete(input: {{uuid: \"{queue.Listener}\"}}) }}");
        Assert.Equal(
            "There are pending events for this listener. Consider carefully if these need to be handled first. You can delete the listener "
            + "anyway with `delete_pending_events`.",
            error.Message());
        Assert.True((await queue.DoAsync(
            $"event_listener_delete(input: {{uuid: \"{queue.Listener}\", delete_pending_events: true}})")).GetBoolean());
    }

    [Fact]
    public async Task A_listener_without_events_can_be_deleted_and_deleting_a_missing_one_answers_true()
    {
        var queue = await PrepareAsync();
        await queue.SendAsync("s");
        await queue.Http.AcknowledgeAsync((await queue.TakeAsync()).Token);
        for (var i = 0; i < 2; i++)
            Assert.True((await queue.DoAsync($"event_listener_delete(input: {{uuid: \"{queue.Listener}\"}})")).GetBoolean());
    }

    [Fact]
    public async Task Sending_a_subject_again_coalesces_to_one_event_with_the_lowest_priority_and_voids_its_delay()
    {
        var queue = await PrepareAsync();
        await queue.SendAsync(("s", 7), ("s", 9));
        await queue.ListAsync(1, "{subjects: \"s\", priorities: 7}");
        var first = await queue.TakeAsync();
        Assert.Equal((7, 1), (first.Priority, first.Attempt));
        Assert.True((await queue.DoAsync($"event_nack(input: {{token: \"{first.Token}\", delay_seconds: 3600}})")).GetBoolean());
        Assert.Null(await queue.FetchAsync());
        await queue.SendAsync(("s", 3));
        var again = await queue.TakeAsync();
        Assert.Equal((3, 1, 3L), (again.Priority, again.Attempt, again.Number));
        await queue.Http.AcknowledgeAsync(again.Token);
        Assert.Empty(await queue.EventsAsync());
    }

    [Fact]
    public async Task A_newer_event_of_a_silenced_subject_stays_silenced()
    {
        var queue = await PrepareAsync();
        await queue.SendAsync("s");
        await queue.ListAsync(1);
        await queue.DoAsync("event_silence(input: {listeners: $ME, subjects: [\"s\"]})");
        await queue.SendAsync("s", "t");
        await queue.ListAsync(2);
        await queue.ListAsync(1, "{silenced: true, subjects: [\"s\"]}");
        Assert.Equal("t", (await queue.TakeAsync()).Subject);
        var last = await queue.TakeAsync();
        Assert.Equal("s", last.Subject);
        await queue.Http.AcknowledgeAsync(last.Token);
    }

    [Fact]
    public async Task Silenced_events_come_after_all_others()
    {
        var queue = await PrepareAsync();
        await queue.SendAsync(("urgent", 1), ("usual", 2), ("late", 3));
        await queue.ListAsync(3);
        Assert.True((await queue.DoAsync("event_silence(input: {listeners: $ME, subjects: [\"urgent\", \"nobody\"]})")).GetBoolean());
        Assert.Equal(["usual", "late", "urgent"], (await queue.Http.FetchManyAsync(queue.Listener, 3)).Select(item => item.Subject));
    }

    [Fact]
    public async Task Silencing_reaches_pending_subjects_and_not_later_ones()
    {
        var queue = await PrepareAsync();
        await queue.DoAsync("event_silence(input: {listeners: $ME, subjects: [\"s\"]})");
        await queue.SendAsync("s");
        Assert.False((await queue.ListAsync(1))[0].GetProperty("silenced").GetBoolean());
        await queue.DoAsync("event_silence(input: {listeners: $ME, subjects: \"s\"})");
        await queue.Http.AcknowledgeAsync((await queue.TakeAsync()).Token);
        await queue.SendAsync("s");
        Assert.False((await queue.ListAsync(1))[0].GetProperty("silenced").GetBoolean());
    }

    [Fact]
    public async Task An_unsilenced_event_is_handed_out_at_once()
    {
        var queue = await PrepareAsync();
        await queue.SendAsync("s");
        var first = await queue.TakeAsync();
        await queue.DoAsync("event_silence(input: {listeners: $ME, subjects: \"s\"})");
        await queue.DoAsync($"event_nack(input: {{token: \"{first.Token}\", delay_seconds: 3600}})");
        Assert.Null(await queue.FetchAsync());
        Assert.True((await queue.DoAsync("event_unsilence(input: {listeners: $ME})")).GetBoolean());
        var again = await queue.FetchAsync();
        Assert.Equal(2, again!.Attempt);
        Assert.False((await queue.EventsAsync())[0].GetProperty("silenced").GetBoolean());
    }

    [Fact]
    public async Task A_rerun_event_is_handed_out_at_once_and_keeps_its_attempts()
    {
        var queue = await PrepareAsync();
        await queue.SendAsync(("s", 1), ("t", 2));
        foreach (var item in (FetchedEvent[])[await queue.TakeAsync(), await queue.TakeAsync()])
            await queue.DoAsync($"event_nack(input: {{token: \"{item.Token}\", delay_seconds: 3600, reason: \"closed\"}})");
        Assert.Null(await queue.FetchAsync());
        var rerun = await queue.DoAsync(
            "event_rerun(input: {listeners: $ME, priorities: 2}) { subject attempts standing until reason listener { user_key } }");
        Assert.Equal(
            """[{"subject":"t","attempts":1,"standing":"PENDING","until":null,"reason":"closed","listener":{"user_key":"l"}}]""",
            rerun.GetRawText());
        var again = await queue.FetchAsync();
        Assert.Equal(("t", 2), (again!.Subject, again.Attempt));
        Assert.Null(await queue.FetchAsync());
    }

    [Fact]
    public async Task An_empty_list_in_a_filter_finds_nothing()
    {
        var queue = await PrepareAsync();
        await queue.SendAsync("s");
        await queue.ListAsync(1);
        await queue.DoAsync("event_silence(input: {listeners: $ME, subjects: []})");
        await queue.DoAsync("event_silence(input: {listeners: {uuids: []}, subjects: \"s\"})");
        Assert.Empty(await queue.EventsAsync("{silenced: true}"));
        Assert.Empty(await queue.EventsAsync("{subjects: []}"));
        Assert.Single(await queue.EventsAsync("{subjects: null, silenced: false}"));
    }

    [Fact]
    public async Task Without_a_filter_all_events_of_the_caller_are_meant()
    {
        await using var run = await MoCluster.History.Workload.SiloRun.StartAsync(null);
        var one = await QueueApi.PrepareAsync(run.Http);
        var two = await QueueApi.PrepareAsync(run.Http);
        foreach (var queue in (QueueApi[])[one, two])
        {
            await queue.SendAsync("s");
            await queue.ListAsync(1);
        }

        await one.DoAsync("event_silence(input: {listeners: {}, subjects: \"s\"})");
        Assert.Single(await one.EventsAsync("{silenced: true}"));
        Assert.Single(await two.EventsAsync("{silenced: true}"));
        await two.DoAsync("event_unsilence(input: {})");
        Assert.Empty(await one.EventsAsync("{silenced: true}"));
        var page = await one.Http.AskAsync("{ events(limit: 1) { objects { subject listener { uuid } } page_info { next_cursor } } }");
        var cursor = page.GetProperty("events").GetProperty("page_info").GetProperty("next_cursor").GetString();
        var next = await one.Http.AskAsync(
            "query($cursor: Cursor!) { events(limit: 1, cursor: $cursor) { objects { listener { uuid } } page_info { next_cursor } } }",
            new { cursor });
        Assert.Equal(
            new[] { one.Listener, two.Listener }.Order(),
            new[] { page, next }.Select(at => at.GetProperty("events").GetProperty("objects")[0].GetProperty("listener").GetProperty("uuid").GetGuid())
                .Order());
        Assert.Equal("null", next.GetProperty("events").GetProperty("page_info").GetProperty("next_cursor").GetRawText());
    }

    [Fact]
    public async Task Fewer_attempts_come_first_among_equal_priorities()
    {
        var queue = await PrepareAsync();
        await queue.SendAsync("first", "second");
        await queue.ListAsync(2);
        var first = await queue.TakeAsync();
        Assert.Equal("first", first.Subject);
        await queue.DoAsync($"event_nack(input: {{token: \"{first.Token}\", delay_seconds: 0}})");
        Assert.Equal(["second", "first"], (await queue.Http.FetchManyAsync(queue.Listener, 2)).Select(item => item.Subject));
    }

    [Fact]
    public async Task After_a_newer_event_an_old_token_settles_only_its_own_numbers()
    {
        var queue = await PrepareAsync(leaseSeconds: 1);
        await queue.SendAsync("s");
        var old = await queue.TakeAsync();
        var again = await queue.TakeAsync();
        Assert.Equal(2, again.Attempt);
        await queue.SendAsync("s");
        await queue.ListAsync(1, "{subjects: \"s\"}");
        await queue.Http.AcknowledgeAsync(old.Token);
        await queue.Http.AcknowledgeAsync(old.Token);
        Assert.Equal(2, (await queue.TakeAsync()).Number);
    }

    [Fact]
    public async Task Two_fetches_in_one_document_get_two_events()
    {
        var queue = await PrepareAsync();
        await queue.SendAsync("s", "t");
        await queue.ListAsync(2);
        var answer = await queue.Http.AskAsync(
            "query($l: UUID!) { a: event_fetch(filter: {listener: $l}) { subject token } b: event_fetch(filter: {listener: $l}) { subject token } }",
            new { l = queue.Listener });
        Assert.NotEqual(
            answer.GetProperty("a").GetProperty("subject").GetString(), answer.GetProperty("b").GetProperty("subject").GetString());
        var done = await queue.Http.AskAsync(
            "mutation($a: EventToken!, $b: EventToken!) { a: event_acknowledge(input: $a) b: event_acknowledge(input: $b) }",
            new { a = answer.GetProperty("a").GetProperty("token").GetString(), b = answer.GetProperty("b").GetProperty("token").GetString() });
        Assert.Equal("""{"a":true,"b":true}""", done.GetRawText());
        Assert.Empty(await queue.EventsAsync());
    }

    private async Task<QueueApi> PrepareAsync(double leaseSeconds = 180) =>
        await QueueApi.PrepareAsync((await silo.RunAsync()).Http, leaseSeconds);
}
