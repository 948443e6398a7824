using System.Net;
using System.Net.Http.Json;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Access;

/// <summary>Exports, imports and skipped triggers need roles of their own: no role of OS2mo includes them.</summary>
public sealed class TransferRoleTests(SecuredSilo silo) : IClassFixture<SecuredSilo>
{
    private const string Line =
        """{"type":"facet","uuid":"10000000-0000-0000-0000-000000000001","validities":[{"from":"2000-01-01","values":{"user_key":"k"}}]}""";

    private static readonly string[] Ordinary = ["create_facet", "read_facet", "update_facet"];

    [Fact]
    public async Task Triggers_are_skipped_only_with_the_role()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await CreateAsync(silo.Client(Guid.NewGuid(), Ordinary), "?triggerless=1"));
        Assert.Equal(HttpStatusCode.OK, await CreateAsync(silo.Client(Guid.NewGuid(), Ordinary), ""));
        Assert.Equal(HttpStatusCode.OK, await CreateAsync(silo.Client(Guid.NewGuid(), [.. Ordinary, "triggerless"]), "?triggerless=1"));
        Assert.Equal(HttpStatusCode.OK, await CreateAsync(silo.Administrator, "?triggerless=1"));
    }

    [Fact]
    public async Task An_import_needs_its_role_and_skips_triggers_only_with_the_other()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await ImportAsync(silo.Client(Guid.NewGuid(), Ordinary), ""));
        Assert.Equal(HttpStatusCode.Forbidden, await ImportAsync(silo.Client(Guid.NewGuid(), "import_objects"), "?triggerless=1"));
        Assert.Equal(HttpStatusCode.OK, await ImportAsync(silo.Client(Guid.NewGuid(), "import_objects"), ""));
        Assert.Equal(HttpStatusCode.OK, await ImportAsync(silo.Client(Guid.NewGuid(), "import_objects", "triggerless"), "?triggerless=1"));
    }

    [Fact]
    public async Task An_export_needs_its_role()
    {
        using var refused = await silo.Client(Guid.NewGuid(), Ordinary)
            .GetAsync(new Uri("/v1/export", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var done = await silo.Client(Guid.NewGuid(), "export_objects")
            .GetAsync(new Uri("/v1/export", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
    }

    private static async Task<HttpStatusCode> CreateAsync(HttpClient http, string query)
    {
        using var response = await http.PostAsJsonAsync(
            $"/graphql{query}",
            new { query = "mutation { facet_create(input: {user_key: \"k\", validity: {from: \"2000-01-01\"}}) { uuid } }" },
            TestContext.Current.CancellationToken);
        if (response.StatusCode == HttpStatusCode.OK)
            Assert.DoesNotContain("errors", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> ImportAsync(HttpClient http, string query)
    {
        using var response = await http.SendImportAsync(Line, query);
        return response.StatusCode;
    }
}
