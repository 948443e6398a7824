using System.Globalization;
using System.Text;
using System.Text.Json;
using MoCluster.GraphQL;
using MoCluster.GraphQL.Tests;
using MoCluster.Reference.Node;

namespace MoCluster.Reference;

/// <summary>
/// Sends random requests, valid and broken, with variables that fit or not, to both implementations. Both must answer the same data, and
/// the same errors with the same messages, locations and paths, in the same order.
/// <c>./mo test --only Reference --seeds N</c> sends N requests; <c>MOCLUSTER_SEED=S</c> starts with seed S.
/// </summary>
public sealed class DocumentTests(NodeInstallation node)
{
    /// <summary>The same in every run, so that a failure comes from a change and not from the seed. MOCLUSTER_SEED sets another.</summary>
    private const int FirstSeed = 1;
    private const int Requests = 10_000;
    private const int RequestsPerQuestion = 250;
    private const int ShownDifferences = 5;

    /// <summary>
    /// The errors that a variable without a value, or with null, can cause at a non-null place. Validation allows such a variable if the
    /// variable or the place has a default (spec §5.8.5).
    /// </summary>
    private static readonly string[] NullsInNonNullPlaces =
    [
        "Argument \"if\" of non-null type \"Boolean!\" must not be null.",
        "Argument \"n\" of non-null type \"Int!\" must not be null.",
        "Argument \"m\" of non-null type \"[Int!]!\" must not be null.",
        "Argument \"l\" has invalid value [$",
        "Argument \"o\" has invalid value {a: $",
    ];

    [Fact]
    public async Task Both_implementations_answer_alike()
    {
        var first = Number("MOCLUSTER_SEED") ?? FirstSeed;
        var count = Number("MOCLUSTER_SEEDS") ?? Requests;
        var sdl = NodeInstallation.TextOf("toy.graphql");
        var executor = new GraphQLExecutor(SdlSchema.Build(sdl, ToyValues.Resolve));
        await using var reference = await node.StartAsync("documents.js");
        await reference.AskAsync(new { schema = sdl });

        var differences = new List<string>();
        var nulls = NullsInNonNullPlaces.ToDictionary(message => message, _ => 0, StringComparer.Ordinal);
        var stages = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var done = 0; done < count; done += RequestsPerQuestion)
        {
            var answer = await reference.AskAsync(new { seed = first + done, count = Math.Min(RequestsPerQuestion, count - done) });
            foreach (var request in answer.GetProperty("requests").EnumerateArray())
            {
                var expected = Answer.OfReference(request.GetProperty("answer"));
                var actual = Answer.Of(await RunAsync(executor, request));
                stages[expected.Kind] = stages.GetValueOrDefault(expected.Kind) + 1;
                foreach (var message in NullsInNonNullPlaces.Where(message => expected.Errors.Contains(message, StringComparison.Ordinal)))
                    nulls[message]++;
                if (expected != actual)
                    differences.Add(Difference(request, expected, actual));
            }
        }

        var summary = $"{count} requests from MOCLUSTER_SEED={first}: {string.Join(", ", stages.Concat(nulls).Select(drawn => $"{drawn.Value} {drawn.Key}"))}";
        TestContext.Current.SendDiagnosticMessage(summary);
        TestContext.Current.TestOutputHelper!.WriteLine(summary);
        Assert.True(differences.Count == 0, $"{summary}\n{differences.Count} differ:\n{string.Join('\n', differences.Take(ShownDifferences))}");
        // The requests must reach every stage, or they prove nothing about it.
        foreach (var kind in Answer.Kinds)
            Assert.True(stages.GetValueOrDefault(kind) * 25 >= count, $"{summary}; «{kind}» is less than 4 % of them.");
        foreach (var message in NullsInNonNullPlaces)
            Assert.True(nulls[message] * 2_000 >= count, $"{summary}; «{message}» is less than 0.05 % of them.");
    }

    private static async Task<ExecutionResult> RunAsync(GraphQLExecutor executor, JsonElement request) => await executor.ExecuteAsync(
        new GraphQLRequest
        {
            Query = request.GetProperty("query").GetString()!,
            OperationName = request.GetProperty("operationName").GetString(),
            Variables = request.GetProperty("variables"),
        },
        null,
        TestContext.Current.CancellationToken);

    private static string Difference(JsonElement request, Answer expected, Answer actual)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"MOCLUSTER_SEED={request.GetProperty("seed")} MOCLUSTER_SEEDS=1");
        text.AppendLine(CultureInfo.InvariantCulture, $"{request.GetProperty("query").GetString()}");
        text.AppendLine(CultureInfo.InvariantCulture, $"operation {request.GetProperty("operationName")}, variables {request.GetProperty("variables")}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  graphql-js: {expected}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  MoCluster:  {actual}");
        return text.ToString();
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
