using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Events;

/// <summary>Namespaces, listeners, sending, fetching and acknowledging over GraphQL. Every test has a namespace of its own.</summary>
public sealed class EventApiTests(SharedSilo silo)
{
    private const string Send =
        "mutation($space: String!, $subject: String!) { event_send(input: {namespace: $space, routing_key: \"r\", subject: $subject}) }";

    private const string SendMany =
        "mutation($space: String!, $events: [SentEventInput!]!) { events_send(input: {namespace: $space, events: $events}) }";

    [Fact]
    public async Task Eight_fetches_at_once_get_eight_different_events()
    {
        var (http, space, listener) = await PrepareAsync();
        var events = Enumerable.Range(0, 8).Select(i => new { routing_key = "r", subject = $"subject {i}" }).ToArray();
        await http.AskAsync(SendMany, new { space, events });
        var fetched = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => http.FetchAsync(listener, wait: 30)));
        Assert.Equal(events.Select(sent => sent.subject), fetched.Select(item => item!.Subject).Order());
        Assert.Equal(8, fetched.Select(item => item!.Token).Distinct().Count());
    }

    [Fact]
    public async Task A_subject_that_changes_while_it_is_leased_comes_again_once_right_after_the_lease()
    {
        var (http, space, listener) = await PrepareAsync();
        await http.AskAsync(Send, new { space, subject = "s" });
        var first = await http.FetchAsync(listener, wait: 30);
        await http.AskAsync(Send, new { space, subject = "s" });
        await http.AskAsync(Send, new { space, subject = "s" });
        await http.AskAsync(Send, new { space, subject = "arrived after the others" });
        // The last event has arrived, so the others have too. While the lease stands, nobody gets the subject.
        Assert.Equal("arrived after the others", (await http.FetchAsync(listener, wait: 30))!.Subject);
        Assert.Null(await http.FetchAsync(listener));

        await http.AcknowledgeAsync(first!.Token);
        var second = await http.FetchAsync(listener);
        Assert.Equal("s", second!.Subject);
        Assert.Equal(3, second.Number);
        Assert.NotEqual(first.Uuid, second.Uuid);
        await http.AcknowledgeAsync(second.Token);
        Assert.Null(await http.FetchAsync(listener));
    }

    [Fact]
    public async Task An_unacknowledged_event_comes_again_when_its_lease_ends()
    {
        var (http, space, listener) = await PrepareAsync(leaseSeconds: 1);
        await http.AskAsync(SendMany,
            new { space, events = new[] { new { routing_key = "r", subject = "kept" }, new { routing_key = "r", subject = "lost" } } });
        var fetched = await http.FetchManyAsync(listener, 2, wait: 30);
        Assert.Equal(["kept", "lost"], fetched.Select(item => item.Subject));
        await http.AcknowledgeAsync(fetched[0].Token);
        var again = await http.FetchAsync(listener, wait: 30);
        Assert.Equal("lost", again!.Subject);
        Assert.Equal(2, again.Attempt);
        // A token of an earlier delivery settles the numbers that it was given.
        await http.AcknowledgeAsync(fetched[1].Token);
        await http.AcknowledgeAsync(again.Token);
        Assert.Null(await http.FetchAsync(listener, wait: 2));
    }

    [Fact]
    public async Task A_fetch_waits_for_an_event_that_comes_later()
    {
        var (http, space, listener) = await PrepareAsync();
        Assert.Null(await http.FetchAsync(listener));
        var waiting = http.FetchAsync(listener, wait: 30);
        await http.AskAsync(Send, new { space, subject = "at last" });
        Assert.Equal("at last", (await waiting)!.Subject);
    }

    [Fact]
    public async Task The_lowest_priority_number_comes_first()
    {
        var (http, space, listener) = await PrepareAsync();
        var numbers = await http.AskAsync(SendMany, new
        {
            space,
            events = new object[]
            {
                new { routing_key = "r", subject = "usual" }, new { routing_key = "r", subject = "urgent", priority = 1 },
                new { routing_key = "r", subject = "soon", priority = 2 },
            },
        });
        Assert.Equal("""{"events_send":[1,2,3]}""", numbers.GetRawText());
        var fetched = await http.FetchManyAsync(listener, 10, wait: 30);
        Assert.Equal(["urgent", "soon", "usual"], fetched.Select(item => item.Subject));
        Assert.Equal([1, 2, 10_000], fetched.Select(item => item.Priority));
    }

    [Fact]
    public async Task One_call_acknowledges_many_events()
    {
        var (http, space, listener) = await PrepareAsync(leaseSeconds: 1);
        await http.AskAsync(
            SendMany, new { space, events = Enumerable.Range(0, 20).Select(i => new { routing_key = "r", subject = $"{i}" }) });
        var fetched = await http.FetchManyAsync(listener, 20, wait: 30);
        Assert.Equal(20, fetched.Length);
        var answer = await http.AskAsync(
            "mutation($tokens: [EventToken!]!) { events_acknowledge(input: $tokens) }",
            new { tokens = fetched.Skip(1).Select(item => item.Token) });
        Assert.True(answer.GetProperty("events_acknowledge").GetBoolean());
        Assert.Equal(fetched[0].Subject, (await http.FetchAsync(listener, wait: 30))!.Subject);
        Assert.Null(await http.FetchAsync(listener));
    }

    [Fact]
    public async Task A_publication_under_an_idempotency_key_is_made_once()
    {
        var (http, space, listener) = await PrepareAsync();
        var events = new[] { new { routing_key = "r", subject = "once" } };
        var first = await http.AskAsync(SendMany, new { space, events }, space);
        var second = await http.AskAsync(SendMany, new { space, events }, space);
        Assert.Equal("""{"events_send":[1]}""", first.GetRawText());
        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal(1, (await http.FetchAsync(listener, wait: 30))!.Number);
    }

    [Fact]
    public async Task Declarations_are_listed_and_deleted()
    {
        var (http, space, listener) = await PrepareAsync();
        var lists = await http.AskAsync(
            """
            query($space: String!, $listener: UUID!) {
              event_namespaces(filter: {names: [$space]}) { objects { name public listeners { uuid } } }
              event_listeners(filter: {uuids: [$listener], namespaces: {names: [$space]}}) {
                objects { user_key routing_key lease_seconds namespace { name } status { pending leased head } }
              }
              none: event_listeners(filter: {uuids: [$listener], user_keys: []}) { objects { uuid } }
            }
            """,
            new { space, listener });
        Assert.Equal($$"""[{"name":"{{space}}","public":false,"listeners":[{"uuid":"{{listener}}"}]}]""",
            lists.GetProperty("event_namespaces").GetProperty("objects").GetRawText());
        Assert.Equal(
            $$$"""[{"user_key":"l","routing_key":"r","lease_seconds":180,"namespace":{"name":"{{{space}}}"},"""
            + """
            "status":{"pending":0,"leased":0,"head":0}}]
            """,
            lists.GetProperty("event_listeners").GetProperty("objects").GetRawText());
        Assert.Equal("[]", lists.GetProperty("none").GetProperty("objects").GetRawText());

        var inUse = await http.FailAsync("mutation($space: String!) { event_namespace_delete(input: {name: $space}) }", new { space });
        Assert.Equal("There are still listeners for this namespace. Use the `event_listener_delete` mutator.", inUse.Message());
        var gone = await http.AskAsync(
            """
            mutation($space: String!, $listener: UUID!) {
              event_listener_delete(input: {uuid: $listener})
              again: event_listener_delete(input: {uuid: $listener})
              event_namespace_delete(input: {name: $space})
            }
            """,
            new { space, listener });
        Assert.Equal("""{"event_listener_delete":true,"again":true,"event_namespace_delete":true}""", gone.GetRawText());
    }

    [Theory]
    [InlineData("event_acknowledge(input: \"bm90IGEgcmVhbCB0b2tlbgo=\")", "GRAPHQL_VALIDATION_FAILED", "Could not parse EventToken")]
    [InlineData("event_acknowledge(input: \"\")", "GRAPHQL_VALIDATION_FAILED", "Could not parse EventToken")]
    [InlineData("event_send(input: {namespace: \"nowhere\", routing_key: \"r\", subject: \"s\"})", "NOT_FOUND",
        "Namespace does not exist.")]
    [InlineData("event_send(input: {namespace: \"mo\", routing_key: \"r\", subject: \"s\"})", "FORBIDDEN",
        "You are not the owner of that namespace.")]
    [InlineData("event_send(input: {namespace: \"MO\", routing_key: \"r\", subject: \"s\", priority: 0})", "INVALID_INPUT",
        "priority must be natural")]
    [InlineData("event_listener_create(input: {namespace: \"nowhere\", routing_key: \"r\", user_key: \"k\"}) { uuid }", "NOT_FOUND",
        "Namespace does not exist")]
    [InlineData("event_listener_create(input: {routing_key: \"r\", user_key: \"k\", lease_seconds: 0}) { uuid }", "INVALID_INPUT",
        "lease_seconds is 0")]
    [InlineData("event_namespace_create(input: {name: \"\"}) { name }", "INVALID_INPUT", "at least one character that is no space")]
    public async Task An_invalid_mutation_is_refused_clearly(string field, string code, string expected)
    {
        var error = await (await silo.RunAsync()).Http.FailAsync($"mutation {{ {field} }}");
        Assert.Equal(code, error.Code());
        Assert.Contains(expected, error.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event_fetch(filter: {listener: \"11111111-2222-3333-4444-555555555555\"}) { token }", "NOT_FOUND", "You have no listener")]
    [InlineData("events_fetch(filter: {listener: \"11111111-2222-3333-4444-555555555555\"}, limit: 0) { token }", "INVALID_INPUT",
        "from 1 to 1000")]
    [InlineData("event_fetch(filter: {listener: \"11111111-2222-3333-4444-555555555555\"}, wait_seconds: 61) { token }", "INVALID_INPUT",
        "from 0 to 60")]
    public async Task An_invalid_fetch_is_refused_clearly(string field, string code, string expected)
    {
        var error = await (await silo.RunAsync()).Http.FailAsync($"{{ {field} }}");
        Assert.Equal(code, error.Code());
        Assert.Contains(expected, error.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fetch_after_a_send_finds_the_event_without_waiting()
    {
        var (http, space, listener) = await PrepareAsync();

        // The first time each, the queue is asleep; after that it is awake.
        for (var i = 0; i < 15; i++)
        {
            var asleep = await http.ListenAsync($"asleep {i}", routingKey: "r", space: space);
            await http.AskAsync(Send, new { space, subject = $"s{i}" });
            Assert.Equal($"s{i}", (await http.FetchAsync(asleep))?.Subject);
        }

        while (await http.FetchAsync(listener) is { } early)
            await http.AcknowledgeAsync(early.Token);
        for (var i = 0; i < 200; i++)
        {
            await http.AskAsync(Send, new { space, subject = $"t{i}" });
            var found = await http.FetchAsync(listener);
            Assert.Equal($"t{i}", found?.Subject);
            await http.AcknowledgeAsync(found!.Token);
        }
    }

    [Fact]
    public async Task Too_long_a_subject_is_refused_and_sends_nothing()
    {
        var (http, space, listener) = await PrepareAsync();
        var error = await http.FailAsync(Send, new { space, subject = new string('s', 221) });
        Assert.Equal("Too large subject. Only send identifiers as the subject, not data", error.Message());
        Assert.Equal("input.subject", error.GetProperty("extensions").GetProperty("path").GetString());
        await http.AskAsync(Send, new { space, subject = new string('s', 220) });
        Assert.Equal(1, (await http.FetchAsync(listener, wait: 30))!.Number);
    }

    [Fact]
    public async Task An_unparsable_token_is_refused_with_the_name_of_its_variable()
    {
        var error = await (await silo.RunAsync()).Http.FailAsync(
            "mutation Ack($token: EventToken!) { event_acknowledge(input: $token) }", new { token = "bm90IGEgcmVhbCB0b2tlbgo=" });
        Assert.Equal("BAD_USER_INPUT", error.Code());
        Assert.Contains("$token", error.Message(), StringComparison.Ordinal);
        Assert.Contains("Could not parse EventToken", error.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_process_cuts_a_wait_short()
    {
        await using var run = await SiloRun.StartAsync(null);
        var listener = await run.Http.ListenAsync("waits");
        using var patient = SiloRun.CreateClient(run.Address);
        var waiting = patient.FetchAsync(listener, wait: 60);
        // Once these are answered, the fetch before them is being served.
        for (var i = 0; i < 3; i++)
            Assert.Null(await run.Http.FetchAsync(listener));
        var (exitCode, took) = await run.StopAsync();
        Assert.Null(await waiting);
        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private async Task<(HttpClient Http, string Space, Guid Listener)> PrepareAsync(double leaseSeconds = 180)
    {
        var http = (await silo.RunAsync()).Http;
        var space = $"test-{Guid.NewGuid():N}";
        await http.AskAsync("mutation($space: String!) { event_namespace_create(input: {name: $space}) { name } }", new { space });
        return (http, space, await http.ListenAsync("l", leaseSeconds, "r", space));
    }
}
