using System.Text.Json;
using MoCluster.Reference.Node;
using MoCluster.Tests.Api.Fixtures;
using MoCluster.Tests.Architecture;

namespace MoCluster.Reference;

/// <summary>Tests the try-out page, which shows the documentation and runs operations, as a user would.</summary>
public sealed class TryOutPageTests(NodeInstallation node, SharedSilo silo)
{
    [Fact]
    public async Task Completion_offers_what_is_valid_at_the_caret()
    {
        await using var reference = await node.StartAsync("completion.js");
        var page = Repository.PathOf("silo", "Api", "TryOut");
        var answer = await reference.AskAsync(new { page, schema = NodeInstallation.TextOf("toy.graphql"), seed = 1, count = 400 });

        Assert.Empty(answer.GetProperty("problems").EnumerateArray().Take(5).Select(problem => problem.GetString()));
        var kinds = answer.GetProperty("checked").EnumerateObject().Select(kind => kind.Name).Order();
        Assert.Equal(["argument", "directive", "field", "fragment", "input field", "operation", "type", "value", "variable"], kinds);
    }

    [Fact]
    public async Task A_user_finds_completes_and_runs_an_operation()
    {
        await using var reference = await node.StartAsync("browser.js");
        var run = await silo.RunAsync();
        var pictures = Environment.GetEnvironmentVariable("MOCLUSTER_PICTURES");
        var seen = await reference.AskAsync(new { url = new Uri(run.Address, "/graphql"), pictures });
        Assert.SkipWhen(seen.TryGetProperty("missing", out var missing), missing.ToString());

        Assert.Empty(seen.GetProperty("complaints").EnumerateArray().Select(complaint => complaint.GetString()));
        // The page documents the schema: its operations and types, and for a field its description, arguments and type.
        var docs = Text("docs");
        Assert.All(["Examples", "Queries", "Mutations", "Types", "event_fetch", "org_unit_create", "EventFilter"], part => Assert.Contains(part, docs, StringComparison.Ordinal));
        var field = Text("field");
        Assert.All(["query: Event", "Leases the next event of a listener", "filter: EventFilter!", "wait_seconds: Float! = 0"],
            part => Assert.Contains(part, field, StringComparison.Ordinal));
        Assert.Equal("query ($filter: EventFilter!) {\n  event_fetch(filter: $filter) {\n    uuid\n    subject\n    priority\n    token\n    number\n    time\n  }\n}",
            Text("used"));
        Assert.Equal("{\n  \"filter\": {\n    \"listener\": \"\"\n  }\n}", Text("variables"));
        Assert.Contains("actor", Text("offered"), StringComparison.Ordinal);
        Assert.Contains("Actor!", Text("offered"), StringComparison.Ordinal);
        Assert.Equal("{ me { actor { uuid } } }", Text("completed"));
        using var result = JsonDocument.Parse(Text("answer"));
        Assert.NotEqual(Guid.Empty, result.RootElement.GetProperty("data").GetProperty("me").GetProperty("actor").GetProperty("uuid").GetGuid());
        Assert.Matches("^200 after [0-9]+ ms$", Text("state"));

        string Text(string name) => seen.GetProperty(name).GetString()!;
    }
}
