using System.Net.Http.Json;
using System.Text.Json;
using MoCluster.Reference.Node;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Reference;

/// <summary>Reads the schema of a running silo with graphql-js.</summary>
public sealed class SchemaTests(NodeInstallation node, SharedSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Introspection_and_the_schema_as_text_are_one_valid_schema()
    {
        await using var reference = await node.StartAsync("schemas.js");
        var run = await silo.RunAsync();
        var query = (await reference.AskAsync(new { })).GetProperty("query").GetString();
        using var response = await run.Http.PostAsJsonAsync("/graphql", new { query }, Cancellation);
        var introspection = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.False(introspection.TryGetProperty("errors", out var errors), errors.ToString());
        var sdl = await run.Http.GetStringAsync("/graphql/schema.graphql", Cancellation);

        var read = await reference.AskAsync(new { introspection = introspection.GetProperty("data"), sdl });

        Assert.Empty(read.GetProperty("problems").EnumerateArray());
        Assert.Empty(read.GetProperty("changes").EnumerateArray());
        Assert.Equal(read.GetProperty("introspected").GetString(), read.GetProperty("parsed").GetString());
        Assert.Equal(["@deprecated", "@include", "@skip", "@specifiedBy"], read.GetProperty("directives").EnumerateArray().Select(name => name.GetString()));
        Assert.True(read.GetProperty("types").GetInt32() > 100, "The schema has hardly any types.");
    }
}
