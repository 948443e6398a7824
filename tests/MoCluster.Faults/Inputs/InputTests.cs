using System.Globalization;
using System.Text.Json;

namespace MoCluster.Faults.Inputs;

/// <summary>
/// Whatever value a request gives for any argument of any operation, the answer says what is wrong with it. The server never fails and never
/// stays silent, and the embedded store and PostgreSQL lead to the same answer. The tests take the operations from the schema and the OpenAPI
/// description, so a new operation is covered without a change here. Every run draws the same requests; <c>MOCLUSTER_SEED=S</c> draws others,
/// and <c>MOCLUSTER_INPUTS=N</c> draws more of each.
/// </summary>
public sealed class InputTests(ITestOutputHelper output)
{
    private const int DefaultDraws = 2;
    private const int MostTries = 60;
    private const int MostShown = 40;
    private static readonly int Seed = Number("MOCLUSTER_SEED") ?? 1;
    private static readonly int Draws = Number("MOCLUSTER_INPUTS") ?? DefaultDraws;

    [Fact]
    public async Task Whatever_GraphQL_is_asked_is_answered_alike_by_both_stores()
    {
        await using var silos = await TwoSilos.StartAsync();
        var types = new GraphQLTypes(await silos.First.AskAsync(GraphQLTypes.Introspection));
        var walk = new GraphQLWalk(types, new Random(Seed));
        var operations = walk.Operations().ToArray();
        await PrepareAsync(silos, walk, operations);
        foreach (var operation in operations)
        {
            var optional = await FindSoundAsync(silos, walk, operation);
            foreach (var place in walk.Places(operation))
            {
                for (var i = 0; i < Draws; i++)
                    await silos.SendAsync(walk.Edge(operation, optional, place));
            }

            for (var i = 0; i < Draws; i++)
                await silos.SendAsync(walk.Wild(operation, optional));
        }

        Judge(silos);
    }

    [Fact]
    public async Task Whatever_plain_HTTP_is_asked_is_answered_alike_by_both_stores()
    {
        await using var silos = await TwoSilos.StartAsync();
        using var description = JsonDocument.Parse(await silos.First.Run.Http.GetStringAsync("/v1/openapi.json", TestContext.Current.CancellationToken));
        var walk = new V1Walk(description.RootElement, new Random(Seed));
        foreach (var example in walk.Examples(25 * Draws))
            await silos.SendAsync(example);
        Judge(silos);
    }

    /// <summary>Creates an object of every type, in an order in which each finds the objects that it refers to.</summary>
    private static async Task PrepareAsync(TwoSilos silos, GraphQLWalk walk, GraphQLOperation[] operations)
    {
        var left = operations.Where(operation => operation.Name.EndsWith("_create", StringComparison.Ordinal) && operation.Field.Arguments[0].Type[0] != '[').ToList();
        for (var before = left.Count + 1; left.Count > 0 && left.Count < before;)
        {
            before = left.Count;
            for (var i = left.Count - 1; i >= 0; i--)
            {
                var type = left[i].Name[..left[i].Name.LastIndexOf('_')];
                foreach (var optional in Tries(walk, left[i]).Where(tried => tried.Contains("input.uuid")).Take(MostTries))
                {
                    if (!(await silos.SendAsync(walk.Sound(left[i], optional, Usual.ObjectOf(type)))).IsDone)
                        continue;
                    await silos.SendAsync(walk.Sound(left[i], optional, Usual.Doomed(type)));
                    left.RemoveAt(i);
                    break;
                }
            }
        }
    }

    /// <summary>The optional places with which a request succeeds; none where it never succeeds.</summary>
    private static async Task<IReadOnlySet<string>> FindSoundAsync(TwoSilos silos, GraphQLWalk walk, GraphQLOperation operation)
    {
        foreach (var optional in Tries(walk, operation).Take(MostTries))
        {
            if ((await silos.SendAsync(walk.Sound(operation, optional))).IsDone)
                return optional;
        }

        return new HashSet<string>();
    }

    /// <summary>No optional place, then each alone, then each pair.</summary>
    private static IEnumerable<IReadOnlySet<string>> Tries(GraphQLWalk walk, GraphQLOperation operation)
    {
        var places = walk.OptionalPlaces(operation).ToArray();
        yield return new HashSet<string>();
        yield return new HashSet<string> { "input.uuid" };
        foreach (var place in places)
            yield return new HashSet<string> { "input.uuid", place };
        foreach (var place in places)
        {
            foreach (var other in places.Where(other => string.CompareOrdinal(place, other) < 0))
                yield return new HashSet<string> { "input.uuid", place, other };
        }
    }

    private void Judge(TwoSilos silos)
    {
        output.WriteLine($"seed {Seed}: {silos.Sent} requests");
        Assert.True(silos.Wrong.Count == 0, $"{silos.Wrong.Count} of {silos.Sent} requests got a wrong answer (MOCLUSTER_SEED={Seed}):\n{string.Join('\n', silos.Wrong.Take(MostShown))}");

        // A request that is refused for another reason says nothing about the drawn value.
        Assert.True(!silos.NeverDone.Any(), $"These operations never succeeded; teach {nameof(Usual)} what they need: {string.Join(", ", silos.NeverDone)}.");
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
