using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Access;

/// <summary>Who is let in, and what a token's roles allow (docs/os2mo.md §3).</summary>
public sealed class AuthenticationTests(SecuredSilo silo) : IClassFixture<SecuredSilo>
{
    private static readonly string CallerUuid = Guid.NewGuid().ToString("D");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invalid_token_is_refused()
    {
        using var foreign = RSA.Create(2048);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string Token(Action<JsonObject> change) => silo.Issuer.Token(CallerUuid, ["admin"], change);
        var good = silo.Issuer.Token(CallerUuid, ["admin"]).Split('.');
        var elevated = silo.Issuer.Token(Guid.NewGuid().ToString(), ["admin"]).Split('.');
        (string Token, string Reason)[] wrong =
        [
            (Token(token => (token["nbf"], token["iat"], token["exp"]) = (now - 900, now - 900, now - 300)), "The token has expired"),
            (Token(token => token["nbf"] = now + 300), "The token is not valid yet"),
            (Token(token => token.Remove("exp")), "The token has no expiration time"),
            (Token(token => token["aud"] = "account"), "The token is for another audience"),
            (Token(token => token.Remove("aud")), "The token is for another audience"),
            (Token(token => token["iss"] = "https://issuer.example/realms/other"), "The token is of another issuer"),
            (Token(token => token.Remove("iss")), "The token is of another issuer"),
            (Token(token => token.Remove("uuid")), "The token has no claim uuid with the UUID of the caller"),
            (Token(token => token["uuid"] = "somebody"), "The token has no claim uuid with the UUID of the caller"),
            (Token(token => token["uuid"] = Guid.Empty.ToString()), "The token has no claim uuid with the UUID of the caller"),
            (Token(token => token["uuid"] = 7), "The token has no claim uuid with the UUID of the caller"),
            (silo.Issuer.Token(CallerUuid, ["admin"], key: foreign), "The signature of the token is wrong"),
            ($"{good[0]}.{elevated[1]}.{good[2]}", "The signature of the token is wrong"),
            ($"{good[0]}.{good[1]}.", ""),
            (TestIssuer.Unsigned(CallerUuid), ""),
            (silo.Issuer.SignedWithPublicKey(CallerUuid, pem: true), ""),
            (silo.Issuer.SignedWithPublicKey(CallerUuid, pem: false), ""),
            ("nonsense", ""),
            ("a.b.c", ""),
        ];
        foreach (var (token, reason) in wrong)
        {
            using var response = await AskAsync(request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token));
            await AssertRefusedAsync(response);
            var challenge = response.Headers.WwwAuthenticate.ToString();
            Assert.StartsWith("Bearer error=\"invalid_token\", error_description=\"The ", challenge, StringComparison.Ordinal);
            if (reason.Length > 0)
                Assert.Equal($"Bearer error=\"invalid_token\", error_description=\"{reason}\"", challenge);
            foreach (var part in token.Split('.').Where(part => part.Length > 20))
                Assert.DoesNotContain(part, silo.Run.Log, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("POST", "/graphql")]
    [InlineData("GET", "/graphql?query={__typename}")]
    [InlineData("GET", "/graphql/schema.graphql")]
    [InlineData("GET", "/v1/openapi.json")]
    [InlineData("POST", "/v1/acknowledge")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/healthy")]
    [InlineData("GET", "/nothing")]
    public async Task Without_a_token_nothing_but_health_is_answered(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
            request.Content = JsonContent.Create(new { query = "{__typename}", tokens = Array.Empty<string>() });
        using var response = await silo.Run.Http.SendAsync(request, Cancellation);
        await AssertRefusedAsync(response);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal("ready\n", await silo.Run.Http.GetStringAsync("/health/ready", Cancellation));
    }

    [Theory]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    public async Task Other_authentication_schemes_are_refused(string header)
    {
        using var response = await AskAsync(request => request.Headers.TryAddWithoutValidation("Authorization", header));
        await AssertRefusedAsync(response);
    }

    [Fact]
    public async Task A_token_in_the_query_string_is_ignored()
    {
        var token = silo.Issuer.Token(CallerUuid, ["admin"]);
        using var response = await silo.Run.Http.GetAsync(new Uri($"/graphql?query={{__typename}}&access_token={token}", UriKind.Relative), Cancellation);
        await AssertRefusedAsync(response);
    }

    [Fact]
    public async Task Any_valid_token_may_read_the_schema_and_its_own_actor()
    {
        var http = silo.Client(Guid.NewGuid());
        await http.AskAsync("{ __schema { queryType { name } } __type(name: \"Listener\") { fields { name } } me { actor { uuid } } }");
        Assert.Contains("type Query", await http.GetStringAsync("/graphql/schema.graphql", Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ event_fetch(filter: {listener: \"$\"}) { token } }", "fetch_event")]
    [InlineData("{ events_fetch(filter: {listener: \"$\"}) { token } }", "fetch_event")]
    [InlineData("{ events { objects { subject } } }", "read_event")]
    [InlineData("{ event_listeners { objects { uuid } } }", "read_event_listener")]
    [InlineData("{ event_namespaces { objects { name } } }", "read_event_namespace")]
    [InlineData("{ me { actor { event_listeners { uuid } } } }", "read_event_listener")]
    [InlineData("{ me { actor { event_namespaces { name } } } }", "read_event_namespace")]
    [InlineData("mutation { event_send(input: {namespace: \"n\", routing_key: \"r\", subject: \"s\"}) }", "send_event")]
    [InlineData("mutation { events_send(input: {namespace: \"n\", events: []}) }", "send_event")]
    [InlineData("mutation { events_acknowledge(input: []) }", "acknowledge_event")]
    [InlineData("mutation { events_nack(input: []) }", "acknowledge_event")]
    [InlineData("mutation { event_silence(input: {listeners: {}, subjects: []}) }", "silence_event")]
    [InlineData("mutation { event_unsilence(input: {subjects: []}) }", "unsilence_event")]
    [InlineData("mutation { event_rerun(input: {subjects: []}) { subject } }", "rerun_event")]
    [InlineData("mutation { event_listener_declare(input: {user_key: \"l\", routing_key: \"r\"}) { uuid } }", "create_event_listener")]
    [InlineData("mutation { event_listener_delete(input: {uuid: \"$\"}) }", "delete_event_listener")]
    [InlineData("mutation { event_namespace_declare(input: {name: \"of-a-role\"}) { name } }", "create_event_namespace")]
    [InlineData("mutation { event_namespace_delete(input: {name: \"nobody's\"}) }", "delete_event_namespace")]
    [InlineData("{ employees { objects { uuid } } }", "read_employee")]
    [InlineData("{ org_units { objects { uuid } } }", "read_org_unit")]
    [InlineData("mutation { org_unit_delete(uuid: \"$\") { uuid } }", "delete_org_unit")]
    [InlineData("mutation { employee_refresh(filter: {uuids: []}) { objects } }", "refresh_employee")]
    [InlineData("mutation { org_unit_update(input: {uuid: \"$\", validity: {from: \"2020-01-01\"}}) { uuid } }", "update_org_unit")]
    [InlineData("mutation { org_unit_update(input: {uuid: \"$\", validity: {from: \"2020-01-01\"}}) { uuid } }", "edit_org_unit")]
    [InlineData("mutation { itassociation_terminate(input: {uuid: \"$\", to: \"2020-01-01\"}) { uuid } }", "terminate_association")]
    [InlineData("mutation { itassociation_terminate(input: {uuid: \"$\", to: \"2020-01-01\"}) { uuid } }", "terminate_itassociation")]
    [InlineData("mutation { related_units_update(input: {origin: \"$\", validity: {from: \"2020-01-01\"}}) { uuid } }", "update_related_unit")]
    [InlineData("{ related_units { objects { uuid } } }", "read_related_unit")]
    public async Task A_field_needs_its_role(string document, string role)
    {
        var text = document.Replace("$", Guid.NewGuid().ToString(), StringComparison.Ordinal);
        var error = await silo.Client(Guid.NewGuid(), "read_event_all", "uma_authorization", role.ToUpperInvariant()).FailAsync(text);
        Assert.Equal(("No policy approved the access", "FORBIDDEN"), (error.Message(), error.Code()));

        // With the role, the field runs; it may still refuse for reasons of its own.
        var answer = await silo.Client(Guid.NewGuid(), role).SendAsync(text);
        Assert.DoesNotContain("No policy approved the access", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_values_of_another_object_need_the_role_to_read_it()
    {
        var admin = silo.Administrator;
        var type = await admin.CreateUnitTypeAsync();
        var uuid = await admin.CreateUnitAsync(type, "unit");
        var query = $"{{ org_units(filter: {{uuids: [\"{uuid}\"]}}) {{ objects {{ current {{ name unit_type_uuid unit_type {{ name }} }} }} }} }}";
        var answer = await silo.Client(Guid.NewGuid(), "read_org_unit").SendAsync(query);
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal("No policy approved the access", error.Message());
        Assert.Equal("""["org_units","objects",0,"current","unit_type"]""", error.GetProperty("path").GetRawText());
        var seen = answer.GetProperty("data").GetProperty("org_units").GetProperty("objects")[0].GetProperty("current");
        Assert.Equal(("unit", type), (seen.GetProperty("name").GetString(), seen.GetProperty("unit_type_uuid").GetGuid()));

        await silo.Client(Guid.NewGuid(), "read_org_unit", "read_class").AskAsync(query);
    }

    [Fact]
    public async Task A_field_that_is_refused_hides_no_other()
    {
        var http = silo.Client(Guid.NewGuid(), "create_event_namespace");
        var space = $"test-{Guid.NewGuid():N}";
        var answer = await http.SendAsync(
            $"mutation {{ made: event_namespace_declare(input: {{name: \"{space}\"}}) {{ name }} gone: event_namespace_delete(input: {{name: \"{space}\"}}) }}");
        Assert.Equal("FORBIDDEN", Assert.Single(answer.GetProperty("errors").EnumerateArray()).Code());
        Assert.Equal(space, answer.GetProperty("data").GetProperty("made").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("/v1/namespaces/n/events", "send_event")]
    [InlineData("/v1/listeners/$/fetch", "fetch_event")]
    [InlineData("/v1/listeners/$/stream", "fetch_event")]
    [InlineData("/v1/listeners/$/pause", "create_event_listener")]
    [InlineData("/v1/listeners/$/resume", "create_event_listener")]
    [InlineData("/v1/acknowledge", "acknowledge_event")]
    [InlineData("/v1/nack", "acknowledge_event")]
    [InlineData("/v1/park", "acknowledge_event")]
    [InlineData("/v1/touch", "acknowledge_event")]
    public async Task A_path_of_plain_HTTP_needs_its_role(string path, string role)
    {
        var address = path.Replace("$", Guid.NewGuid().ToString(), StringComparison.Ordinal);
        using var refused = await silo.Client(Guid.NewGuid()).PostAsJsonAsync(address, new { }, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var error = await refused.ErrorAsync();
        Assert.Equal(("No policy approved the access", "FORBIDDEN"), (error.Message(), error.Code()));
        using var allowed = await silo.Client(Guid.NewGuid(), role).PostAsJsonAsync(address, new { }, Cancellation);
        Assert.NotEqual(HttpStatusCode.Forbidden, allowed.StatusCode);
    }

    [Theory]
    [InlineData(253_402_300_799)]
    [InlineData(1_900_000_000_000)]
    [InlineData(99_999_999_999_999_999)]
    public async Task A_token_that_expires_in_the_far_future_is_accepted(long end)
    {
        using var response = await AskAsync(request => request.Headers.Authorization =
            new AuthenticationHeaderValue("Bearer", silo.Issuer.Token(CallerUuid, [], payload => payload["exp"] = end)));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_stream_ends_when_its_token_expires()
    {
        var queue = await QueueApi.PrepareAsync(silo.Administrator);

        // The token has already expired, but within the clock skew that is allowed.
        var token = silo.Issuer.Token(CallerUuid, ["admin"], payload =>
        {
            payload["nbf"] = DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeSeconds();
            payload["exp"] = DateTimeOffset.UtcNow.AddSeconds(-18).ToUnixTimeSeconds();
        });
        using var client = TestIssuer.Client(silo.Run, token);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/listeners/{queue.Listener}/stream") { Content = JsonContent.Create(new { }) };
        using var stream = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(Cancellation));
        await queue.SendAsync("before");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        var received = new List<string>();
        while (await lines.ReadLineAsync(limit.Token) is { } line)
            received.Add(line);
        Assert.Contains("before", Assert.Single(received, line => line.Length > 0), StringComparison.Ordinal);
        using var again = await client.PostAsJsonAsync($"/v1/listeners/{queue.Listener}/stream", new { }, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
    }

    [Fact]
    public async Task With_authentication_hosts_other_than_loopback_are_served()
    {
        using var response = await AskAsync(request =>
        {
            request.Headers.Host = "mo.example.org";
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", silo.Issuer.Token(CallerUuid, []));
        });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_keys_are_read_from_where_the_issuer_says()
    {
        using var issuer = new TestIssuer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var provider = builder.Build();
        provider.Urls.Add("http://127.0.0.1:0");
        provider.MapGet("/realm/.well-known/openid-configuration", (HttpRequest request) =>
        {
            var realm = $"http://{request.Host}/realm";
            return Results.Json(new { issuer = realm, jwks_uri = $"{realm}/keys" });
        });
        provider.MapGet("/realm/keys", () => Results.Text(issuer.Keys, "application/json"));
        await provider.StartAsync(Cancellation);
        var authority = $"{provider.Urls.First()}/realm";

        await using var run = await SiloRun.StartAsync(
            null, $"Authentication:Authority={authority}", $"Authentication:Audience={TestIssuer.Audience}", "Authentication:AllowHttp=true");
        using var http = TestIssuer.Client(run, issuer.Token(CallerUuid, [], token => token["iss"] = authority));
        await http.AskAsync("{ me { actor { uuid } } }");
        using var other = TestIssuer.Client(run, issuer.Token(CallerUuid, []));
        using var refused = await other.PostAsJsonAsync("/graphql", new { query = "{ __typename }" }, Cancellation);
        await AssertRefusedAsync(refused);
    }

    private async Task<HttpResponseMessage> AskAsync(Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "{ __typename }" }) };
        change(request);
        return await silo.Run.Http.SendAsync(request, Cancellation);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.StartsWith("Bearer", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal(("User is not authenticated", "UNAUTHENTICATED"), (error.Message(), error.Code()));
        Assert.False(answer.TryGetProperty("data", out _));
    }
}
