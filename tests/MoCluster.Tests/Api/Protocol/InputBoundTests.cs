using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MoCluster.GrainInterfaces;
using MoCluster.Silo.Errors;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Protocol;

/// <summary>
/// Every protocol names the wrong input and its place. <c>MoCluster.Faults</c> draws inputs at random and checks that nothing fails inside;
/// these tests check the messages.
/// </summary>
public sealed class InputBoundTests(SharedSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("event_send(input: {namespace: \"n\", routing_key: \"r\", subject: \"\"})", "input.subject", "A subject has at least one character.")]
    [InlineData("event_send(input: {namespace: \"n\", routing_key: \"r\", subject: \"s\", key: \"\"})", "input.key", "A key has at least one character; without a key, the subject is the key.")]
    [InlineData("event_send(input: {namespace: \" \", routing_key: \"r\", subject: \"s\"})", "input.namespace", "A namespace's name has at least one character that is no space.")]
    [InlineData("event_send(input: {namespace: \"n\", routing_key: \"r\", subject: \"s\", owner: \"{0}\", listener: \"{0}\"})", "input.owner", "owner and listener are both given; give one of them.")]
    [InlineData("events_send(input: {namespace: \"n\", events: [{routing_key: \"r\", subject: \"s\"}, {routing_key: \"r\", subject: \"\"}]})", "input.events[1].subject", "A subject has at least one character.")]
    [InlineData("events_send(input: {namespace: \"n\", events: [{routing_key: \"r\", subject: \"\"}]})", "input.events[0].subject", "A subject has at least one character.")]
    [InlineData("events_send(input: {namespace: \"n\", events: [{routing_key: \"r\", subject: \"s\"}, {routing_key: \"r\", subject: \"s\", owner: \"{0}\", listener: \"{0}\"}]})", "input.events[1].owner", "owner and listener are both given; give one of them.")]
    [InlineData("event_namespace_declare(input: {name: \" \"}) { name }", "input.name", "A namespace's name has at least one character that is no space.")]
    [InlineData("event_namespace_declare(input: {name: \"a\\u0000\"}) { name }", "input.name", "The name has a NUL at position 1, which stores cannot keep.")]
    [InlineData("event_namespace_delete(input: {name: \"\\u3000\"})", "input.name", "A namespace's name has at least one character that is no space.")]
    [InlineData("event_listener_declare(input: {namespace: \"\\t\", user_key: \"k\", routing_key: \"r\"}) { uuid }", "input.namespace", "A namespace's name has at least one character that is no space.")]
    [InlineData("org_unit_refresh(filter: {user_keys: [\"a\", \"\\u0000\"]}) { objects }", "filter.user_keys[1]", "The user_keys has a NUL at position 0, which stores cannot keep.")]
    public async Task A_wrong_input_is_named_with_its_place(string field, string path, string message)
    {
        var mutation = field.Replace("{0}", "11111111-2222-3333-4444-555555555555", StringComparison.Ordinal);
        var error = await (await silo.RunAsync()).Http.FailAsync($"mutation {{ {mutation} }}");
        Assert.Equal((path, message, "INVALID_INPUT"), (PathOf(error), error.Message(), error.Code()));
    }

    [Theory]
    [InlineData("event_namespaces(filter: {names: [\"\\u0000\"]}) { objects { name } }", "filter.names[0]")]
    [InlineData("event_listeners(filter: {namespaces: {names: [\"a\", \"\\u0000\"]}}) { objects { uuid } }", "filter.namespaces.names[1]")]
    [InlineData("event_listeners(filter: {user_keys: \"\\u0000\"}) { objects { uuid } }", "filter.user_keys[0]")]
    [InlineData("org_units(filter: {user_keys: \"\\u0000\"}) { objects { uuid } }", "filter.user_keys[0]")]
    [InlineData("events(filter: {subjects: \"\\u0000\"}) { objects { uuid } }", "filter.subjects[0]")]
    public async Task A_filters_text_obeys_the_limits_of_stored_text(string field, string path) =>
        Assert.Equal(path, PathOf(await (await silo.RunAsync()).Http.FailAsync($"{{ {field} }}")));

    [Fact]
    public async Task The_wrong_object_of_many_is_named()
    {
        var http = (await silo.RunAsync()).Http;
        var address = new { value = "", address_type = Guid.NewGuid(), person = Guid.NewGuid(), validity = new { from = "2020-01-01" } };
        var answer = await http.SendAsync(
            "mutation($input: [AddressCreateInput!]!) { addresses_create(input: $input) { uuid } }",
            new { input = new[] { address, address with { value = new string('x', 1025) } } });
        var paths = answer.GetProperty("errors").EnumerateArray().Select(PathOf).Order().ToArray();
        Assert.Equal("input[1].value", paths[^1]);
        Assert.All(paths, path => Assert.Matches(@"^input\[[01]\]\.", path));
    }

    [Fact]
    public async Task The_wrong_token_of_many_is_named()
    {
        var queue = await QueueApi.PrepareAsync((await silo.RunAsync()).Http);
        await queue.SendAsync("s");
        var token = (await queue.TakeAsync()).Token;
        const string Nack = "mutation($input: [EventNackInput!]!) { events_nack(input: $input) }";
        var delay = await queue.Http.FailAsync(Nack, new { input = new[] { new { token, delay_seconds = 1.0 }, new { token, delay_seconds = -1.0 } } });
        Assert.Equal("input[1].delay_seconds", PathOf(delay));
        var reason = await queue.Http.FailAsync(Nack, new { input = new[] { new { token, reason = "why" }, new { token, reason = new string('x', 1001) } } });
        Assert.Equal(("input[1].reason", "A reason has at most 1000 characters; this one has 1001."), (PathOf(reason), reason.Message()));
        using var response = await queue.Http.PostAsJsonAsync("/v1/nack", new { events = new[] { new { token, reason = "why" }, new { token, reason = new string('x', 1001) } } }, Cancellation);
        Assert.Equal("events[1].reason", PathOf(await response.ErrorAsync()));
    }

    [Theory]
    [InlineData("""{"events": [{"routing_key": "r", "subject": "s"}, {"routing_key": "r", "subject": "s", "key": ""}]}""", "events[1].key", "A key has at least one character")]
    [InlineData("""{"events": [{"routing_key": "r", "subject": "s"}, {"routing_key": " ", "subject": "s"}]}""", "events[1].routing_key", "A routing key has at least one character that is no space.")]
    [InlineData("""{"events": [{"routing_key": "r", "subject": "s"}, {"subject": "s"}]}""", "events[1].routing_key", "events[1].routing_key is missing; it must be a text.")]
    [InlineData("""{"events": [{"routing_key": "r", "subject": 7}]}""", "events[0].subject", "events[0].subject is 7; it must be a text.")]
    [InlineData("""{"events": [{"routing_key": "r", "subject": "s", "owner": "me"}]}""", "events[0].owner", "events[0].owner is a text; it must be a uuid such as")]
    [InlineData("""{"events": [{"routing_key": "r", "subject": "s", "prioritty": 1}]}""", "events[0].prioritty", "Did you mean 'priority'?")]
    [InlineData("""{"events": [{"routing_key": "r", "routing_key": "q", "subject": "s"}]}""", "events[0].routing_key", "events[0].routing_key is given twice.")]
    [InlineData("""{"events": [null]}""", "events[0]", "events[0] is null; it must be an object.")]
    [InlineData("""{"events": 1}""", "events", "events is 1; it must be a list, each item an object.")]
    [InlineData("""{}""", "events", "events is missing; it must be a list, each item an object.")]
    [InlineData("[]", null, "The body is a list; it must be an object.")]
    [InlineData("null", null, "The body is null; it must be an object.")]
    [InlineData("{", null, "The body is not JSON")]
    public async Task Plain_HTTP_names_the_property_and_what_it_must_be(string body, string? path, string message)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await (await silo.RunAsync()).Http.PostAsync("/v1/namespaces/mo/events", content, Cancellation);
        var error = await response.ErrorAsync();
        Assert.Equal((HttpStatusCode.BadRequest, path), (response.StatusCode, PathOf(error)));
        Assert.Contains(message, error.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subject_of_220_emoji_is_sent_and_fetched()
    {
        var queue = await QueueApi.PrepareAsync((await silo.RunAsync()).Http);
        var subject = string.Concat(Enumerable.Repeat("😀", 220));
        await queue.SendAsync(subject);
        Assert.Equal(subject, (await queue.TakeAsync()).Subject);
    }

    [Fact]
    public async Task A_user_key_is_limited_in_bytes_too()
    {
        var error = await (await silo.RunAsync()).Http.FailAsync(
            "mutation($key: String!) { facet_create(input: {user_key: $key, validity: {from: \"2020-01-01\"}}) { uuid } }",
            new { key = string.Concat(Enumerable.Repeat("中", 1024)) });
        Assert.Equal(
            ("input.user_key", "A text has at most 2560 bytes in UTF-8; this one has 3072 in 1024 characters."), (PathOf(error), error.Message()));
    }

    [Fact]
    public async Task An_alias_of_any_length_works_with_an_idempotency_key()
    {
        var http = (await silo.RunAsync()).Http;
        var (space, alias) = ($"n-{Guid.NewGuid():N}", new string('a', 5000));
        await http.AskAsync("mutation($space: String!) { event_namespace_declare(input: {name: $space}) { name } }", new { space });
        for (var i = 0; i < 2; i++)
        {
            var sent = await http.AskAsync(
                $"mutation($space: String!) {{ {alias}: events_send(input: {{namespace: $space, events: [{{routing_key: \"r\", subject: \"s\"}}]}}) }}", new { space }, space);
            Assert.Equal("[1]", sent.GetProperty(alias).GetRawText());
        }
    }

    [Theory]
    [InlineData("0001-01-01", "A DateTime lies in the years 1 to 9999 of UTC; what has no beginning or no end is null.")]
    [InlineData("yesterday", "A DateTime looks like 2021-01-31T00:00:00+01:00.")]
    public async Task An_invalid_date_is_refused_with_a_plain_message(string date, string message)
    {
        var error = await (await silo.RunAsync()).Http.FailAsync(
            "query($from: DateTime) { org_units(filter: {from_date: $from}) { objects { uuid } } }", new { from = date });
        Assert.EndsWith(message, error.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2021-01-31t10:20:30.123456789z")]
    [InlineData("2021-01-31T10:20:30")]
    [InlineData("2021-01-31T10:20:30+01")]
    [InlineData("2021-01-31T10:20:30+0100")]
    public async Task The_spellings_of_dates_that_OS2mo_takes_are_read(string date) => await (await silo.RunAsync()).Http.AskAsync(
        "query($from: DateTime) { org_units(filter: {from_date: $from, uuids: []}) { objects { uuid } } }", new { from = date });

    [Theory]
    [InlineData("/graphql", """{"query": "{ me { actor { uuid } } }"}""", "application/json")]
    [InlineData("/graphql", """{"query": "{ me { actor { uuid } } }"}""", "application/json; charset=utf8")]
    [InlineData("/v1/acknowledge", """{"tokens": []}""", "application/json")]
    [InlineData("/v1/acknowledge", """{"tokens": []}""", "application/json; charset=\"UTF8\"")]
    public async Task A_body_may_begin_with_a_byte_order_mark_and_UTF8_be_written_without_its_dash(string path, string body, string type)
    {
        using var content = new ByteArrayContent([.. "\ufeff"u8, .. Encoding.UTF8.GetBytes(body)]);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await (await silo.RunAsync()).Http.PostAsync(path, content, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("errors", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, "1")]
    [InlineData(504, "1")]
    [InlineData(409, "")]
    public async Task A_request_that_was_not_served_in_time_says_when_to_try_again(int status, string seconds)
    {
        var context = new DefaultHttpContext { Response = { Body = Stream.Null } };
        await JsonErrors.WriteAsync(context, status, new Refusal("UNAVAILABLE", "Later."));
        Assert.Equal((status, seconds), (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString()));
    }

    private static string? PathOf(JsonElement error) =>
        error.GetProperty("extensions").TryGetProperty("path", out var path) ? path.GetString() : null;
}
