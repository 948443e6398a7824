using System.Net;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Access;

/// <summary>Which pages of other origins a browser lets call the API.</summary>
public sealed class CrossOriginTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TestIssuer _issuer = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_of_allowed_origins_may_call_with_a_token_and_never_with_cookies()
    {
        await using var run = await SiloRun.StartAsync(null, [.. _issuer.Settings(_directory.Path), "Api:AllowedOrigins=https://mo.example"]);
        using var asked = await SendAsync(run, HttpMethod.Options, "https://mo.example");
        Assert.Equal(HttpStatusCode.NoContent, asked.StatusCode);
        Assert.Equal("https://mo.example", Header(asked, "Access-Control-Allow-Origin"));
        Assert.Contains("Authorization", Header(asked, "Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Null(Header(asked, "Access-Control-Allow-Credentials"));
        using var called = await SendAsync(run, HttpMethod.Post, "https://mo.example");
        Assert.Equal("https://mo.example", Header(called, "Access-Control-Allow-Origin"));
        using var other = await SendAsync(run, HttpMethod.Post, "https://elsewhere.example");
        Assert.Null(Header(other, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Without_authentication_no_page_may_call()
    {
        await using var run = await SiloRun.StartAsync(null, "Api:AllowedOrigins=*");
        using var called = await SendAsync(run, HttpMethod.Options, "https://mo.example");
        Assert.Null(Header(called, "Access-Control-Allow-Origin"));
    }

    public void Dispose()
    {
        _issuer.Dispose();
        _directory.Dispose();
    }

    private static async Task<HttpResponseMessage> SendAsync(SiloRun run, HttpMethod method, string origin)
    {
        using var request = new HttpRequestMessage(method, new Uri(run.Address, "/graphql/v25"));
        request.Headers.Add("Origin", origin);
        if (method == HttpMethod.Options)
            request.Headers.Add("Access-Control-Request-Method", "POST");
        return await run.Http.SendAsync(request, Cancellation);
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
