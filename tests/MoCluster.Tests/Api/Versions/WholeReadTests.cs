using Microsoft.Extensions.DependencyInjection;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Versions;

/// <summary>Every collection of the root query, read with everything that its objects have and all values of what they refer to, over a sample municipality.</summary>
public sealed class WholeReadTests(SampleSilo silo)
{
    private static readonly string[] Fetching = ["event_fetch"];

    public static TheoryData<int, string> Collections { get; } = new(
        new[] { 25, 29 }.SelectMany(version => SchemaOf(version).Query.Fields
            .Where(field => WholeSelection.IsFree(field) && !Fetching.Contains(field.Name)).Select(field => (version, field.Name))));

    [Theory]
    [MemberData(nameof(Collections))]
    public async Task Everything_of_a_collection_can_be_read(int version, string name)
    {
        var schema = SchemaOf(version);
        var field = schema.Query.FindField(name)!;
        var document = $"{{ {name}{Arguments(field)}{new WholeSelection(schema).Of(field.Type, 1)} }}";
        var run = await silo.RunAsync();
        var answer = await run.Http.SendAsync(document, path: $"/graphql/v{version}");
        Assert.False(
            answer.TryGetProperty("errors", out var errors), $"{errors}\n{document[..Math.Min(document.Length, 400)]}\n(sample of seed {silo.Sample.Seed})");
    }

    private static string Arguments(Field field)
    {
        var given = new List<string>();
        if (field.FindArgument("limit") is not null)
            given.Add("limit: 5");
        if (field.FindArgument("filter")?.Type is InputObjectType filter && filter.FindField("from_date") is not null)
            given.Add("filter: {from_date: null, to_date: null}");
        return given.Count == 0 ? "" : $"({string.Join(", ", given)})";
    }

    private static Schema SchemaOf(int version) => ApiSchema.AddTo(new ServiceCollection().AddLogging()).BuildServiceProvider()
        .GetRequiredService<DialectSchemas>().ExecutorOf(Dialect.Versions.Single(dialect => dialect.Version == version)).Schema;
}
