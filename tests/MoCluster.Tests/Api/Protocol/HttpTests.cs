using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Protocol;

/// <summary>GraphQL over HTTP, and which requests are refused before it (part 8; the GraphQL-over-HTTP specification).</summary>
public sealed class HttpTests(SharedSilo silo)
{
    private const string Response = "application/graphql-response+json";
    private const string Question = """{"query": "{ me { actor { uuid } } }"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{", "levels at line 1")]
    [InlineData("""{"query": "{a}", }""", "levels at line 1, byte 18")]
    [InlineData("""{"query": 1}""", "\"query\" must be a string")]
    [InlineData("""{}""", "no \"query\"")]
    [InlineData("""[]""", "a list")]
    [InlineData("""{"query": "{a}", "variables": [1]}""", "\"variables\" must be an object")]
    [InlineData("""{"query": "{a}", "query": "{b}"}""", "names a field twice")]
    [InlineData("""{"query": "\ud800"}""", "half a surrogate pair")]
    [InlineData("""{"query": "{a}", "variables": {"a": ["\udc00\ud800"]}}""", "half a surrogate pair")]
    [InlineData("""{"query": "{a}", "variables": {"\ud800": 1}}""", "half a surrogate pair")]
    public async Task A_body_that_is_not_a_request_is_answered_with_400(string body, string expected)
    {
        var (status, error) = await PostAsync(Encoding.UTF8.GetBytes(body));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("BAD_REQUEST", error.Code());
        Assert.Contains(expected, error.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_not_UTF8_is_answered_with_400()
    {
        var (status, error) = await PostAsync([.. "{\"query\": \""u8, 0xC3, 0x28, .. "\"}"u8]);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("UTF-8", error.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_10_MB_is_answered_with_413(bool chunked)
    {
        var run = await silo.RunAsync();
        using var content = new ByteArrayContent(new byte[10_000_000]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await run.Http.SendAsync(request, Cancellation);
        var error = await response.ErrorAsync();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("PAYLOAD_TOO_LARGE", error.Code());
        Assert.Contains("1048576 bytes", error.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=iso-8859-1")]
    public async Task A_post_that_a_foreign_web_page_could_send_is_answered_with_415(string type)
    {
        var run = await silo.RunAsync();
        using var content = new StringContent(Question);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await run.Http.PostAsync("/graphql", content, Cancellation);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("UNSUPPORTED_MEDIA_TYPE", (await response.ErrorAsync()).Code());
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.168.0.1:8080")]
    public async Task A_host_other_than_loopback_is_refused(string host)
    {
        var run = await silo.RunAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query={me{actor{uuid}}}");
        request.Headers.Host = host;
        using var response = await run.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("FORBIDDEN_HOST", (await response.ErrorAsync()).Code());
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:1234")]
    [InlineData("[::1]:8080")]
    public async Task A_loopback_host_is_served(string host)
    {
        var run = await silo.RunAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query={me{actor{uuid}}}");
        request.Headers.Host = host;
        using var response = await run.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/*", "application/json")]
    [InlineData("application/graphql-response+json", Response)]
    [InlineData("application/graphql-response+json, application/json;q=0.9", Response)]
    [InlineData("application/graphql-response+json;q=0.1, application/json;q=0.9", "application/json")]
    [InlineData("application/json;q=0, */*", Response)]
    public async Task The_answer_has_the_type_that_was_asked_for(string? accept, string expected)
    {
        using var response = await AskAsync(Question, accept);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"{expected}; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task An_answer_in_no_accepted_media_type_is_refused()
    {
        using var response = await AskAsync(Question, "image/png");
        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
        Assert.Equal("NOT_ACCEPTABLE", (await response.ErrorAsync()).Code());
    }

    [Theory]
    [InlineData("""{"query": "{"}""", "GRAPHQL_PARSE_FAILED")]
    [InlineData("""{"query": "{ nonsense }"}""", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("""{"query": "query A { __typename } query B { __typename }"}""", "OPERATION_RESOLUTION_FAILURE")]
    [InlineData("""{"query": "query($u: UUID!) { persons(filter: {uuids: [$u]}) { __typename } }", "variables": {"u": "no"}}""",
        "BAD_USER_INPUT")]
    public async Task A_request_that_cannot_run_has_the_status_of_its_media_type(string body, string code)
    {
        using var legacy = await AskAsync(body, "application/json");
        Assert.Equal(HttpStatusCode.OK, legacy.StatusCode);
        Assert.Equal(code, (await legacy.ErrorAsync()).Code());
        using var modern = await AskAsync(body, Response);
        Assert.Equal(HttpStatusCode.BadRequest, modern.StatusCode);
        Assert.Equal(code, (await modern.ErrorAsync()).Code());
    }

    [Fact]
    public async Task A_get_reads()
    {
        var run = await silo.RunAsync();
        using var response = await run.Http.GetAsync(
            "/graphql?query=query($n:int){persons(limit:$n){page_info{next_cursor}}}&variables={\"n\":0}", Cancellation);
        Assert.Equal("""{"data":{"persons":{"page_info":{"next_cursor":null}}}}""", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("mutation{event_namespace_delete(input:{name:\"x\"})}")]
    [InlineData("{event_fetch(filter:{listener:\"00000000-0000-0000-0000-000000000000\"}){token}}")]
    [InlineData("{...F} fragment F on Query {a:events_fetch(filter:{listener:\"00000000-0000-0000-0000-000000000000\"}){token}}")]
    public async Task A_get_changes_nothing(string query)
    {
        var run = await silo.RunAsync();
        using var response = await run.Http.GetAsync($"/graphql?query={Uri.EscapeDataString(query)}", Cancellation);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("POST", Assert.Single(response.Content.Headers.Allow));
        Assert.Equal("METHOD_NOT_ALLOWED", (await response.ErrorAsync()).Code());
    }

    [Fact]
    public async Task A_get_without_a_query_names_what_is_missing()
    {
        var run = await silo.RunAsync();
        using var response = await run.Http.GetAsync("/graphql", Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"query\" is missing", (await response.ErrorAsync()).Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_gets_the_try_out_page_which_loads_nothing_from_elsewhere()
    {
        var run = await silo.RunAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql");
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        using var response = await run.Http.SendAsync(request, Cancellation);
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(
            "default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_path_is_answered_with_404()
    {
        var run = await silo.RunAsync();
        using var response = await run.Http.GetAsync("/nowhere", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("NOT_FOUND", (await response.ErrorAsync()).Code());
    }

    [Fact]
    public async Task A_wrong_method_is_answered_with_405()
    {
        var run = await silo.RunAsync();
        using var response = await run.Http.DeleteAsync("/graphql", Cancellation);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD", "POST"], response.Content.Headers.Allow.Order());
        Assert.Equal("METHOD_NOT_ALLOWED", (await response.ErrorAsync()).Code());
    }

    [Fact]
    public async Task An_idempotency_key_has_a_limit()
    {
        var run = await silo.RunAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = Json(Encoding.UTF8.GetBytes(Question)) };
        request.Headers.Add("Idempotency-Key", new string('k', 201));
        using var response = await run.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("at most 200 characters; this one has 201", (await response.ErrorAsync()).Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_health_endpoints_report_live_and_ready()
    {
        var run = await silo.RunAsync();
        Assert.Equal("live\n", await run.Http.GetStringAsync("/health/live", Cancellation));
        Assert.Equal("ready\n", await run.Http.GetStringAsync("/health/ready", Cancellation));
    }

    [Fact]
    public async Task The_schema_is_served_as_text()
    {
        var run = await silo.RunAsync();
        var sdl = await run.Http.GetStringAsync("/graphql/schema.graphql", Cancellation);
        Assert.Contains("org_unit_create(", sdl, StringComparison.Ordinal);
        Assert.Contains("scalar EventToken", sdl, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> AskAsync(string body, string? accept)
    {
        var run = await silo.RunAsync();
        using var client = new HttpClient { BaseAddress = run.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = Json(Encoding.UTF8.GetBytes(body)) };
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await client.SendAsync(request, Cancellation);
    }

    private async Task<(HttpStatusCode Status, JsonElement Error)> PostAsync(byte[] body)
    {
        var run = await silo.RunAsync();
        using var response = await run.Http.PostAsync("/graphql", Json(body), Cancellation);
        return (response.StatusCode, await response.ErrorAsync());
    }

    private static ByteArrayContent Json(byte[] body) =>
        new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
