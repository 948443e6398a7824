using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Versions;

/// <summary>What clients of OS2mo expect of HTTP besides GraphQL itself (docs/os2mo.md §10).</summary>
public sealed class VersionedTransportTests(SharedSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/graphql/v21")]
    [InlineData("/graphql/v25/")]
    [InlineData("/graphql/v30")]
    [InlineData("/graphql/")]
    public async Task Every_version_answers_with_and_without_a_slash_at_the_end(string path)
    {
        var me = await new VersionClient((await silo.RunAsync()).Http, path).AskAsync("{ me { actor { uuid __typename } } }");
        Assert.Equal("SpecialActor", me.GetProperty("actor").GetProperty("__typename").GetString());
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("application/graphql-response+json")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task A_document_that_does_not_validate_is_answered_with_200_whatever_is_accepted(string? accept)
    {
        var http = (await silo.RunAsync()).Http;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql/v25") { Content = JsonContent.Create(new { query = "{ nothing }" }) };
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        using var response = await http.SendAsync(request, Cancellation);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal("Cannot query field 'nothing' on type 'Query'.", (await response.ErrorAsync()).Message());
    }

    [Fact]
    public async Task Errors_are_worded_as_in_graphql_core()
    {
        var client = new VersionClient((await silo.RunAsync()).Http);
        const string Persons = "query($cpr_number: CPR!) { employees(filter: {cpr_numbers: [$cpr_number]}) { objects { uuid } } }";
        Assert.StartsWith(
            "Variable '$cpr_number' got invalid value 'it\\'s \"no\"'; Expected type 'CPR'.",
            await client.FailAsync(Persons, new { cpr_number = "it's \"no\"" }), StringComparison.Ordinal);
        Assert.Equal("Variable '$cpr_number' of required type 'CPR!' was not provided.", await client.FailAsync(Persons));
        Assert.StartsWith(
            "Variable '$input' got invalid value True at 'input.name';",
            await client.FailAsync("mutation($input: NamespaceCreateInput!) { event_namespace_declare(input: $input) { name } }", new { input = new { name = true } }),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_needs_no_operation_name_and_tools_find_the_schema()
    {
        var http = (await silo.RunAsync()).Http;
        var types = await new VersionClient(http).AskAsync(
            "query IntrospectionQuery { __schema { description queryType { name } mutationType { name } subscriptionType { name } types { kind name specifiedByURL "
            + "fields(includeDeprecated: true) { name args(includeDeprecated: true) { name defaultValue isDeprecated } isDeprecated } possibleTypes { name } } "
            + "directives { name isRepeatable locations } } }");
        Assert.Contains("int", types.GetProperty("types").EnumerateArray().Select(type => type.GetProperty("name").GetString()));
        var sdl = await http.GetStringAsync("/graphql/v25/schema.graphql", Cancellation);
        Assert.Contains("scalar int", sdl, StringComparison.Ordinal);
        Assert.Contains("interface Actor", sdl, StringComparison.Ordinal);
        Assert.DoesNotContain("event_nack", sdl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_and_the_health_checks_are_told_under_OS2mos_paths()
    {
        var http = (await silo.RunAsync()).Http;
        var version = await http.GetFromJsonAsync<JsonElement>("/version/", Cancellation);
        Assert.Equal(["lora_version", "mo_hash", "mo_version"], version.EnumerateObject().Select(each => each.Name).Order());
        var checks = await http.GetFromJsonAsync<JsonElement>("/health/", Cancellation);
        Assert.All(checks.EnumerateObject(), check => Assert.True(check.Value.GetBoolean()));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("/health/nothing", UriKind.Relative), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task There_are_no_endpoints_for_tests_unless_they_are_enabled()
    {
        var http = (await silo.RunAsync()).Http;
        foreach (var path in (string[])["/testing/amqp/emit", "/testing/events/reset-last-tried"])
            Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync(new Uri(path, UriKind.Relative), null, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task The_endpoints_for_tests_make_leased_events_fetchable_and_refuse_to_replace_a_database()
    {
        await using var run = await SiloRun.StartAsync(null, "INSECURE_ENABLE_TESTING_API=true");
        var client = new VersionClient(run.Http);
        var name = await client.DeclareNamespaceAsync();
        var listener = await client.ListenAsync(name);
        await client.SendEventAsync(name, "s");
        var first = await client.TakeAsync(listener);
        Assert.Null(await client.FetchAsync(listener));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("/testing/events/reset-last-tried"));
        var second = await client.TakeAsync(listener);
        Assert.Equal(first.Subject, second.Subject);
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("/testing/events/reset-last-tried"));
        await client.AcknowledgeAsync(first.Token);
        Assert.Empty(await client.ListAsync(listener, 0));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("/testing/amqp/emit"));
        foreach (var database in (string[])["snapshot", "restore", "setup", "reset", "purge"])
            Assert.Equal(HttpStatusCode.NotImplemented, await PostAsync($"/testing/database/{database}"));

        async Task<HttpStatusCode> PostAsync(string path)
        {
            using var response = await run.Http.PostAsync(new Uri(path, UriKind.Relative), null, Cancellation);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_fetch_waits_for_an_event_where_the_server_is_set_to()
    {
        await using var run = await SiloRun.StartAsync(null, "Api:FetchWait=00:01:00");
        var client = new VersionClient(run.Http);
        var name = await client.DeclareNamespaceAsync();
        var listener = await client.ListenAsync(name);
        var fetch = client.FetchAsync(listener);
        await client.SendEventAsync(name, "s");
        Assert.Equal("s", (await fetch)?.Subject);
    }

    [Fact]
    public async Task Metrics_have_OS2mos_names_and_labels()
    {
        var http = (await silo.RunAsync()).Http;
        var client = new VersionClient(http);
        var name = await client.DeclareNamespaceAsync();
        var listener = await client.ListenAsync(name);
        await client.SendEventAsync(name, "s");
        await client.AcknowledgeAsync((await client.TakeAsync(listener)).Token);
        await client.SendEventAsync(name, "t");
        await client.ListAsync(listener, 1);
        var owner = (await client.AskAsync("{ me { actor { uuid } } }")).GetProperty("actor").GetProperty("uuid").GetString();
        var labels = $"ns=\"{name}\",owner=\"{owner}\",routing_key=\"r\"";
        string[] expected =
        [
            $"os2mo_events{{{labels},silenced=\"false\",user_key=\"l\"}} 1",
            $"os2mo_events{{{labels},silenced=\"true\",user_key=\"l\"}} 0",
            $"os2mo_event_oldest{{{labels},silenced=\"false\",user_key=\"l\"}} ",
            $"os2mo_event_acknowledged_total{{{labels},user_key=\"l\"}} 1",
            $"os2mo_event_sent_total{{ns=\"{name}\",routing_key=\"r\"}} 2",
            "amqp_enabled 0",
        ];
        string[] missing;
        do
        {
            var text = await http.GetStringAsync("/metrics", Cancellation);
            missing = [.. expected.Where(line => !text.Contains(line, StringComparison.Ordinal))];
        }
        while (missing.Length > 0);
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_a_bad_request()
    {
        var http = (await silo.RunAsync()).Http;
        using var content = new StringContent("{", Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri("/graphql/v25", UriKind.Relative), content, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
