using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Versions;

/// <summary>What is left of OS2mo's REST API (docs/os2mo.md §11).</summary>
public sealed class ServiceEndpointTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_organisations_are_a_health_check()
    {
        await using var run = await SiloRun.StartAsync(null);
        Assert.Equal("[]", await run.Http.GetStringAsync("/service/o/", Cancellation));
        var root = await run.Http.AskAsync("mutation { org_create(input: {municipality_code: null}) { uuid } }");
        var listed = Assert.Single((await run.Http.GetFromJsonAsync<JsonElement>("/service/o/", Cancellation)).EnumerateArray());
        Assert.Equal(root.GetProperty("org_create").GetProperty("uuid").GetString(), listed.GetProperty("uuid").GetString());
    }

    [Fact]
    public async Task Everything_else_says_that_GraphQL_has_it()
    {
        await using var run = await SiloRun.StartAsync(null);
        using var read = await run.Http.GetAsync("/service/e/cpr_lookup/?q=0101501000", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        Assert.Contains("/graphql/v30", (await read.ErrorAsync()).Message(), StringComparison.Ordinal);
        using var written = await run.Http.PostAsJsonAsync("/service/details/edit?force=0", new { }, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, written.StatusCode);
        Assert.Contains("is not served here", (await written.ErrorAsync()).Message(), StringComparison.Ordinal);
    }
}
