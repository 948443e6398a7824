using System.Globalization;
using System.Text;
using System.Text.Json;
using MoCluster.GraphQL;
using MoCluster.GraphQL.Tests;
using MoCluster.Reference.Node;

namespace MoCluster.Reference;

/// <summary>
/// Requests drawn from seeds, valid and broken, with variables that fit or not, on one schema in both implementations: the same
/// verdict, the same data, the same errors with their messages, locations and paths, in the same order.
/// <c>./mo test --only Reference --seeds N</c> draws N of them; <c>MOCLUSTER_SEED=S</c> begins with seed S.
/// </summary>
public sealed class DocumentTests(NodeInstallation node)
{
    /// <summary>The same in every run, so that a change and not the draw decides; MOCLUSTER_SEED looks elsewhere.</summary>
    private const int FirstSeed = 1;
    private const int Requests = 10_000;
    private const int Batch = 250;
    private const int ShownDifferences = 5;

    /// <summary>
    /// What a variable without a value, or with null, may cause in a place that takes no null, in the words of the errors. Validation lets
    /// such a variable through where the variable or the place has a default (spec §5.8.5).
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
        for (var done = 0; done < count; done += Batch)
        {
            var answer = await reference.AskAsync(new { seed = first + done, count = Math.Min(Batch, count - done) });
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

        var told = $"{count} requests from MOCLUSTER_SEED={first}: {string.Join(", ", stages.Concat(nulls).Select(drawn => $"{drawn.Value} {drawn.Key}"))}";
        TestContext.Current.SendDiagnosticMessage(told);
        TestContext.Current.TestOutputHelper!.WriteLine(told);
        Assert.True(differences.Count == 0, $"{told}\n{differences.Count} differ:\n{string.Join('\n', differences.Take(ShownDifferences))}");
        // What is drawn must reach every stage, or it proves nothing of it.
        foreach (var kind in Answer.Kinds)
            Assert.True(stages.GetValueOrDefault(kind) * 25 >= count, $"{told}; «{kind}» is less than 4 % of them.");
        foreach (var message in NullsInNonNullPlaces)
            Assert.True(nulls[message] * 2_000 >= count, $"{told}; «{message}» is less than 0.05 % of them.");
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
        var told = new StringBuilder();
        told.AppendLine(CultureInfo.InvariantCulture, $"MOCLUSTER_SEED={request.GetProperty("seed")} MOCLUSTER_SEEDS=1");
        told.AppendLine(CultureInfo.InvariantCulture, $"{request.GetProperty("query").GetString()}");
        told.AppendLine(CultureInfo.InvariantCulture, $"operation {request.GetProperty("operationName")}, variables {request.GetProperty("variables")}");
        told.AppendLine(CultureInfo.InvariantCulture, $"  graphql-js: {expected}");
        told.AppendLine(CultureInfo.InvariantCulture, $"  MoCluster:  {actual}");
        return told.ToString();
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
