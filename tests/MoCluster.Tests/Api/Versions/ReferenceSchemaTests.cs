using Microsoft.Extensions.DependencyInjection;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Tests.Api.Fixtures;
using MoCluster.Tests.Architecture;

namespace MoCluster.Tests.Api.Versions;

/// <summary>The schemas of OS2mo's versions against OS2mo's own, coordinate by coordinate. docs/os2mo-schema.md lists what may differ.</summary>
public sealed class ReferenceSchemaTests
{
    private const int Newest = 29;
    private static readonly IReadOnlyList<KnownDifference> Known = KnownDifference.Read(Repository.PathOf("docs", "os2mo-schema.md"));

    private static readonly Lazy<DialectSchemas> Schemas = new(() =>
        ApiSchema.AddTo(new ServiceCollection().AddLogging()).BuildServiceProvider().GetRequiredService<DialectSchemas>());

    [Theory]
    [InlineData(25)]
    [InlineData(29)]
    public void A_version_has_what_OS2mo_has_and_differs_only_where_the_list_says_so(int version)
    {
        var unknown = Differences(version)
            .Where(item => !Known.Any(known => known.Allows(item.Kind, item.Coordinate, version)))
            .GroupBy(item => item.Coordinate.Split('.')[0], item => $"{item.Kind} {item.Coordinate}: {item.Says}")
            .Select(group => $"{group.Key}\n    {string.Join("\n    ", group.Order(StringComparer.Ordinal))}").ToArray();
        Assert.True(
            unknown.Length == 0,
            $"v{version} differs from OS2mo's in {unknown.Length} types. Change the schema, or say in docs/os2mo-schema.md why not:\n{string.Join("\n", unknown)}");
    }

    [Fact]
    public void Every_row_of_the_list_still_says_something()
    {
        int[] versions = [25, 29];
        var differences = versions.ToDictionary(version => version, version => Differences(version).ToArray());
        var idle = Known.SelectMany(known => known.Versions.Select(version => (known, version)))
            .Where(item => !differences[item.version].Any(found => item.known.Allows(found.Kind, found.Coordinate, item.version)))
            .Select(item => $"{item.known.Kind}: {item.known.Pattern} in v{item.version}").ToArray();
        Assert.True(idle.Length == 0, $"These rows of docs/os2mo-schema.md match nothing any more, remove them:\n{string.Join("\n", idle)}");
    }

    private static IEnumerable<(DifferenceKind Kind, string Coordinate, string Says)> Differences(int version)
    {
        var expected = Reference(version);
        var newest = Reference(Newest);
        var dialect = Dialect.Versions.Single(dialect => dialect.Version == version);
        var served = SchemaFacts.Of(Schemas.Value.ExecutorOf(dialect).Schema);
        foreach (var (coordinate, fact) in expected.Where(item => HasParents(served, item.Key)))
        {
            // OS2mo adds, renames and removes in all its versions at once, and the file of the newest version is the newest.
            var found = served.GetValueOrDefault(coordinate);
            if (found == fact || (found == newest.GetValueOrDefault(coordinate) && !DependsOnVersion(coordinate)))
                continue;
            yield return found is null
                ? (DifferenceKind.Missing, coordinate, fact)
                : (DifferenceKind.Changed, coordinate, $"{found}, where OS2mo has {fact}");
        }
        foreach (var (coordinate, fact) in served.Where(item => !expected.ContainsKey(item.Key) && HasParents(expected, item.Key)))
        {
            if (newest.GetValueOrDefault(coordinate) != fact)
                yield return (DifferenceKind.Extra, coordinate, fact);
        }
    }

    private static IReadOnlyDictionary<string, string> Reference(int version) =>
        SchemaFacts.Read(Repository.PathOf("tests", "MoCluster.Tests", "Api", "Versions", $"os2mo-graphql-v{version}.txt"));

    /// <summary>Whether OS2mo declares a coordinate differently in v25 and v29, and not only at different times.</summary>
    private static bool DependsOnVersion(string coordinate) =>
        coordinate == "Query.registrations" || coordinate.EndsWith("Response.registrations", StringComparison.Ordinal);

    /// <summary>Whether what holds a coordinate is there: members of a missing type are not reported besides the type.</summary>
    private static bool HasParents(IReadOnlyDictionary<string, string> facts, string coordinate)
    {
        var type = coordinate.Split('.')[0];
        var field = coordinate.Split('(')[0];
        return (type == coordinate || facts.ContainsKey(type)) && (field == coordinate || facts.ContainsKey(field));
    }
}
