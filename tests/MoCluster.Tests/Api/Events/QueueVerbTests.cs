using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Events;

/// <summary>What MoCluster's queues can do beyond OS2mo's, over HTTP.</summary>
public sealed class QueueVerbTests(SharedSilo silo)
{
    [Fact]
    public async Task An_event_nacked_without_a_delay_follows_the_back_off_and_shows_its_reason()
    {
        var queue = await PrepareAsync();
        await queue.SendAsync("s");
        var first = await queue.TakeAsync();
        Assert.True((await queue.DoAsync($"event_nack(input: {{token: \"{first.Token}\", reason: \"not now\"}})")).GetBoolean());
        var shown = Assert.Single(await queue.EventsAsync());
        Assert.Equal("not now", shown.GetProperty("reason").GetString());

        // By the default schedule the first deliveries follow no sooner than the lease would have ended: an event that is nacked is pending
        // at once.
        Assert.Equal(2, (await queue.FetchAsync())!.Attempt);
        Assert.False((await queue.DoAsync($"event_nack(input: {{token: \"{first.Token}\"}})")).GetBoolean());
        Assert.Equal("LEASED", (await queue.EventsAsync())[0].GetProperty("standing").GetString());
    }

    [Fact]
    public async Task One_call_nacks_many_events()
    {
        var queue = await PrepareAsync();
        await queue.SendAsync("a", "b", "c");
        await queue.ListAsync(3);
        var fetched = await queue.Http.FetchManyAsync(queue.Listener, 3);
        await queue.Http.AcknowledgeAsync(fetched[1].Token);
        var answer = await queue.Http.AskAsync(
            "mutation($input: [EventNackInput!]!) { events_nack(input: $input) }",
            new { input = fetched.Select(item => new { token = item.Token, delay_seconds = 0.0, reason = "again" }) });
        Assert.Equal("""{"events_nack":[true,false,true]}""", answer.GetRawText());
        Assert.Equal(["a", "c"], (await queue.Http.FetchManyAsync(queue.Listener, 3)).Select(item => item.Subject).Order());
    }

    [Fact]
    public async Task A_touched_event_stays_leased()
    {
        var queue = await PrepareAsync(leaseSeconds: 1.5);
        await queue.SendAsync("s", "t");
        await queue.ListAsync(2);
        var fetched = await queue.Http.FetchManyAsync(queue.Listener, 2);
        var until = await queue.DoAsync($"event_touch(input: {{token: \"{fetched[0].Token}\", lease_seconds: 600}})");
        Assert.True(until.GetDateTimeOffset() > DateTimeOffset.UtcNow.AddSeconds(500));
        var shorter = await queue.DoAsync($"event_touch(input: {{token: \"{fetched[0].Token}\", lease_seconds: 1}})");
        Assert.Equal(until.GetRawText(), shorter.GetRawText());
        Assert.Equal("t", (await queue.TakeAsync()).Subject);
        Assert.Null(await queue.FetchAsync());
        await queue.Http.AcknowledgeAsync(fetched[0].Token);
        Assert.Equal("null", (await queue.DoAsync($"event_touch(input: {{token: \"{fetched[0].Token}\"}})")).GetRawText());
    }

    [Fact]
    public async Task A_parked_event_waits_until_it_is_replayed()
    {
        var queue = await PrepareAsync();
        await queue.SendAsync("s");
        var first = await queue.TakeAsync();
        Assert.True((await queue.DoAsync($"event_park(input: {{token: \"{first.Token}\", reason: \"poison\"}})")).GetBoolean());
        Assert.Null(await queue.FetchAsync());
        var parked = Assert.Single(await queue.EventsAsync("{parked: true}"));
        Assert.Equal(
            ("PARKED", "poison", 1),
            (parked.GetProperty("standing").GetString(), parked.GetProperty("reason").GetString(), parked.GetProperty("attempts").GetInt32()));
        var replayed = await queue.DoAsync("events_replay(input: {listeners: $ME}) { subject standing attempts }");
        Assert.Equal("""[{"subject":"s","standing":"PENDING","attempts":0}]""", replayed.GetRawText());
        Assert.Equal(1, (await queue.FetchAsync())!.Attempt);
        Assert.Equal("[]", (await queue.DoAsync("events_replay(input: {listeners: $ME}) { subject }")).GetRawText());
    }

    [Fact]
    public async Task A_newer_event_makes_a_parked_one_pending()
    {
        var queue = await PrepareAsync();
        await queue.SendAsync("s");
        await queue.ListAsync(1);
        var parked = await queue.DoAsync("events_park(input: {listeners: $ME, subjects: [\"s\"], reason: \"by hand\"}) { standing reason }");
        Assert.Equal("""[{"standing":"PARKED","reason":"by hand"}]""", parked.GetRawText());
        Assert.Null(await queue.FetchAsync());
        await queue.SendAsync("s");
        Assert.Equal(2, (await queue.TakeAsync()).Number);
    }

    [Fact]
    public async Task An_event_whose_attempts_are_used_up_is_parked_with_its_last_reason()
    {
        var queue = await PrepareAsync();
        await queue.DoAsync(
            $"event_listener_declare(input: {{namespace: \"{queue.Space}\", user_key: \"l\", routing_key: \"r\", max_attempts: 2}}) {{ uuid }}");
        await queue.SendAsync("s");
        foreach (var reason in (string[])["one", "two"])
            await queue.DoAsync($"event_nack(input: {{token: \"{(await queue.TakeAsync()).Token}\", delay_seconds: 0, reason: \"{reason}\"}})");
        Assert.Null(await queue.FetchAsync());
        Assert.Equal("two", (await queue.EventsAsync("{parked: true}"))[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_targeted_event_reaches_its_listener_alone()
    {
        var queue = await PrepareAsync();
        var other = await queue.Http.ListenAsync("other", 180, "r", queue.Space);
        await queue.DoAsync(
            $"event_send(input: {{namespace: \"{queue.Space}\", routing_key: \"r\", subject: \"mine\", listener: \"{queue.Listener}\"}})");
        await queue.SendAsync("everybody's");
        Assert.Equal("mine", (await queue.TakeAsync()).Subject);
        Assert.Equal("everybody's", (await queue.Http.FetchAsync(other, wait: 30))!.Subject);
        Assert.Null(await queue.Http.FetchAsync(other));
    }

    [Fact]
    public async Task A_listener_goes_back_to_the_beginning_to_a_number_and_to_an_instant_and_on_to_the_head()
    {
        var queue = await PrepareAsync();
        var at = new List<FetchedEvent>();
        foreach (var subject in (string[])["a", "b", "c"])
        {
            await queue.SendAsync(subject);
            at.Add(await queue.TakeAsync());
            await queue.Http.AcknowledgeAsync(at[^1].Token);
        }

        Assert.Equal(2, (await queue.DoAsync($"event_listener_set_position(input: {{uuid: \"{queue.Listener}\", number: 2}})")).GetInt64());
        var again = await queue.TakeAsync();
        Assert.Equal(("b", 2L), (again.Subject, again.Number));
        Assert.Equal("c", (await queue.TakeAsync()).Subject);

        // A token from before the move settles nothing. Its subject stays leased until that lease ends or the token is acknowledged.
        Assert.Equal(1, (await queue.DoAsync($"event_listener_set_position(input: {{uuid: \"{queue.Listener}\", to: BEGINNING}})")).GetInt64());
        Assert.Equal("a", (await queue.TakeAsync()).Subject);
        Assert.Null(await queue.FetchAsync());
        await queue.Http.AcknowledgeAsync(again.Token);
        Assert.Equal("b", (await queue.TakeAsync()).Subject);

        Assert.Equal(4, (await queue.DoAsync($"event_listener_set_position(input: {{uuid: \"{queue.Listener}\", to: HEAD}})")).GetInt64());
        Assert.Empty(await queue.EventsAsync());
        Assert.Equal(1, (await queue.DoAsync(
            $"event_listener_set_position(input: {{uuid: \"{queue.Listener}\", instant: \"2020-01-01\"}})")).GetInt64());
        Assert.Equal(4, (await queue.DoAsync(
            $"event_listener_set_position(input: {{uuid: \"{queue.Listener}\", instant: \"2999-01-01\"}})")).GetInt64());
        var error = await queue.Http.FailAsync(
            $"mutation {{ event_listener_set_position(input: {{uuid: \"{queue.Listener}\", number: 5}}) }}");
        Assert.Equal("The position 5 is not in the log; it is from 1, the first number that is kept, to 4, the next one.", error.Message());
    }

    [Fact]
    public async Task Listeners_of_a_group_never_lease_one_key_twice_at_once()
    {
        var queue = await PrepareAsync();
        async Task<Guid> ListenAsync(string key) => (await queue.DoAsync(
            $"event_listener_declare(input: {{namespace: \"{queue.Space}\", user_key: \"{key}\", routing_key: \"{key}\", group: \"g\"}}) {{ uuid }}"))
            .GetProperty("uuid").GetGuid();
        var (addresses, engagements) = (await ListenAsync("address"), await ListenAsync("engagement"));
        foreach (var (routing, subject, person) in ((string, string, string)[])
            [("address", "a1", "p1"), ("engagement", "e1", "p1"), ("engagement", "e2", "p2")])
        {
            await queue.DoAsync(
                $"event_send(input: {{namespace: \"{queue.Space}\", routing_key: \"{routing}\", subject: \"{subject}\", key: \"{person}\"}})");
        }

        var address = await queue.Http.FetchAsync(addresses, wait: 30);
        Assert.Equal("e2", (await queue.Http.FetchAsync(engagements, wait: 30))!.Subject);
        Assert.Null(await queue.Http.FetchAsync(engagements));
        await queue.Http.AcknowledgeAsync(address!.Token);
        Assert.Equal("e1", (await queue.Http.FetchAsync(engagements, wait: 30))!.Subject);
    }

    [Theory]
    [InlineData("lease_seconds: 43201", "lease_seconds is 43201; it must be above 0 and at most 43200.")]
    [InlineData("max_back_off_seconds: 2592001", "max_back_off_seconds is 2592001; it must be above 0 and at most 2592000.")]
    [InlineData("max_attempts: -1", "max_attempts is -1; it must be from 0 to 2147483647.")]
    [InlineData("max_in_flight: 0", "max_in_flight is 0; it must be from 1 to 1000000.")]
    public async Task An_invalid_policy_is_refused_clearly(string field, string expected)
    {
        var error = await (await silo.RunAsync()).Http.FailAsync(
            $"mutation {{ event_listener_declare(input: {{user_key: \"never\", routing_key: \"person\", {field}}}) {{ uuid }} }}");
        Assert.Equal(expected, error.Message());
    }

    [Theory]
    [InlineData("event_nack(input: {token: \"$TOKEN\", delay_seconds: -1})", "delay_seconds is -1; it must be from 0 to 2592000.")]
    [InlineData("event_touch(input: {token: \"$TOKEN\", lease_seconds: 43201})", "lease_seconds is 43201; it must be from 0 to 43200.")]
    [InlineData("event_park(input: {token: \"$TOKEN\", reason: \"$LONG\"})", "A reason has at most 1000 characters; this one has 1001.")]
    [InlineData("event_nack(input: {token: \"nonsense\"})", "Could not parse EventToken")]
    public async Task An_invalid_mutation_is_refused_clearly_and_changes_nothing(string field, string expected)
    {
        var queue = await PrepareAsync();
        await queue.SendAsync("s");
        var fetched = await queue.TakeAsync();
        var error = await queue.Http.FailAsync("mutation { " + field
            .Replace("$TOKEN", fetched.Token, StringComparison.Ordinal)
            .Replace("$LONG", new string('x', 1001), StringComparison.Ordinal) + " }");
        Assert.Contains(expected, error.Message(), StringComparison.Ordinal);
        Assert.Equal("LEASED", (await queue.EventsAsync())[0].GetProperty("standing").GetString());
    }

    private async Task<QueueApi> PrepareAsync(double leaseSeconds = 180) =>
        await QueueApi.PrepareAsync((await silo.RunAsync()).Http, leaseSeconds);
}
