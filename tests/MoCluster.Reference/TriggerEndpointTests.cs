using System.Text.Json;
using MoCluster.History.Workload;
using MoCluster.Reference.Node;
using MoCluster.Tests.Api.Fixtures;
using MoCluster.Tests.Architecture;

namespace MoCluster.Reference;

/// <summary>The example of the documentation of HTTP triggers, with an endpoint that knows nothing of this server (docs/os2mo.md §7).</summary>
public sealed class TriggerEndpointTests(NodeInstallation node)
{
    private const string Create =
        """
        mutation($uuid: UUID!, $name: String!, $type: UUID!) {
          org_unit_create(input: {uuid: $uuid, name: $name, user_key: "key", org_unit_type: $type, validity: {from: "2021-01-01"}}) { uuid }
        }
        """;

    [Fact]
    public async Task An_endpoint_in_Node_blocks_one_creation_and_passes_another()
    {
        await using var endpoint = await node.StartPlainAsync("trigger-endpoint.js");
        var address = (await endpoint.AskAsync(new { })).GetProperty("address").GetString();
        await using var silo = await SiloRun.StartAsync(null, $"HTTP_ENDPOINTS=[\"{address}\"]");
        var known = await silo.Http.AskAsync("mutation { triggers_refresh { address triggers problem } }");
        Assert.Equal($$"""[{"address":"{{address}}","triggers":1,"problem":null}]""", known.GetProperty("triggers_refresh").GetRawText());

        var (type, blocked, passed) = (await silo.Http.CreateUnitTypeAsync(), Guid.NewGuid(), Guid.NewGuid());
        var refused = await silo.Http.FailAsync(Create, new { uuid = blocked, name = "Forbidden", type });
        await silo.Http.AskAsync(Create, new { uuid = passed, name = "Allowed", type });

        Assert.Equal(
            """{"error":true,"error_key":"E_INTEGRATION_ERROR","status":400,"description":"A unit may not be named Forbidden."}""",
            refused.GetProperty("extensions").GetProperty("error_context").GetRawText());
        var posted = (await endpoint.AskAsync(new { })).GetProperty("posted").EnumerateArray().Select(body => body.GetString());
        Assert.Equal([Body(blocked, "Forbidden", type), Body(passed, "Allowed", type)], posted);
        var listed = await silo.Http.AskAsync("{ org_units { objects { uuid } } }");
        Assert.Equal([passed], listed.GetProperty("org_units").GetProperty("objects").EnumerateArray().Select(unit => unit.GetProperty("uuid").GetGuid()));
    }

    [Fact]
    public async Task The_endpoint_of_the_documentation_vetoes()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "http-triggers.md"), TestContext.Current.CancellationToken);
        var script = page.Split("```js\n")[1].Split("```")[0];
        Assert.EndsWith(".listen(9037);\n", script, StringComparison.Ordinal);
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "endpoint.js");
        await File.WriteAllTextAsync(
            file,
            script.Replace(".listen(9037)", ".listen(0, function () { console.log(JSON.stringify({ port: this.address().port })); })", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        await using var endpoint = await node.StartPlainAsync(file);
        var port = (await endpoint.AskAsync(new { })).GetProperty("port").GetInt32();
        await using var silo = await SiloRun.StartAsync(null, $"HttpTriggers:Endpoints=localhost:{port}");
        await silo.Http.AskAsync("mutation { triggers_refresh { triggers } }");

        var type = await silo.Http.CreateUnitTypeAsync();
        var refused = await silo.Http.FailAsync(Create, new { uuid = Guid.NewGuid(), name = "Forbidden", type });
        Assert.Equal("Choose another name.", refused.GetProperty("extensions").GetProperty("error_context").GetProperty("description").GetString());
        await silo.Http.AskAsync(Create, new { uuid = Guid.NewGuid(), name = "Allowed", type });
    }

    /// <summary>What must be posted, to the letter. The request has the fields of the mutation's input.</summary>
    private static string Body(Guid uuid, string name, Guid type) => JsonSerializer.Serialize(new
    {
        event_type = "ON_BEFORE",
        request = new { uuid, name, org_unit_type = type, user_key = "key", validity = new { from = "2021-01-01", to = (string?)null } },
        request_type = "CREATE",
        role_type = "org_unit",
        uuid,
    });
}
