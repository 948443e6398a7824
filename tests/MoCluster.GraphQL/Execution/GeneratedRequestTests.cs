using System.Text.Json;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Tests.Language;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Tests.Execution;

/// <summary>Sends random requests, from a seed, against a schema with every kind of type. Every answer must have the right form.</summary>
public sealed class GeneratedRequestTests
{
    private static readonly int FirstSeed = Environment.TickCount & 0xFFFFFF;

    // The names are those that the generator uses, so that many of its documents are valid.
    private static readonly Schema Schema = SdlSchema.Build("""
        interface on { a(type: type): String b: on! nullable: Int! }
        type Query implements on {
          a(type: type): String b: on! on: on type: [Query!] query: [[on]!]! fragment: truth _: Int
          Name9(input: input, a: [Int!], b: [[on9]]): Boolean nullable: Int! truth: truth input: on9!
        }
        type Other implements on { a(type: type): String b: on! nullable: Int! type: [Other!]! }
        union truth = Query | Other
        enum on9 { RED on nul True }
        input input { a: Int! = 1 b: [input!] on: on9 type: String }
        scalar type
        directive @a(b: Int) repeatable on FIELD | QUERY | FRAGMENT_SPREAD | INLINE_FRAGMENT | FRAGMENT_DEFINITION | VARIABLE_DEFINITION
        """);

    [Fact]
    public async Task Every_request_is_answered_in_the_form_of_the_specification()
    {
        var reported = new List<Exception>();
        var executor = new GraphQLExecutor(Schema, new ExecutorOptions { OnUnhandled = (exception, _) => reported.Add(exception) });
        for (var seed = FirstSeed; seed < FirstSeed + 1_200; seed++)
        {
            var text = new DocumentGenerator(seed).Document();
            if (seed % 3 == 0)
                text = DocumentGenerator.Mutated(text, new Random(seed));
            var result = await executor.ExecuteAsync(new GraphQLRequest { Query = text }, null, TestContext.Current.CancellationToken);
            CheckForm(result, seed);
        }

        Assert.Empty(reported);
    }

    [Fact]
    public async Task Every_valid_request_is_answered_with_its_own_fields()
    {
        for (var seed = FirstSeed; seed < FirstSeed + 800; seed++)
        {
            var random = new Random(seed);
            var query = "{ " + Selection(Schema.Query, random, 0) + " }";
            var result = await Run.ResultAsync(Schema, query, Value(Schema.Query, random, 0));
            Assert.False(result.IsRequestError, $"seed {seed}: {query}: {string.Join('|', result.Errors)}");
            CheckForm(result, seed);
            if (!result.HasData)
                continue;
            using var json = JsonDocument.Parse(result.ToJson());
            var set = ((OperationDefinitionNode)Parser.ParseDocument(query).Definitions[0]).SelectionSet;
            Assert.True(HasExactly(json.RootElement.GetProperty("data"), set, Schema.Query), $"seed {seed}: {query} → {json.RootElement}");
        }
    }

    private static void CheckForm(ExecutionResult result, int seed)
    {
        using var json = JsonDocument.Parse(result.ToJson());
        var root = json.RootElement;
        Assert.True(root.TryGetProperty("data", out _) != result.IsRequestError, $"seed {seed}");
        Assert.True(root.TryGetProperty("errors", out var errors) == !result.Errors.IsEmpty, $"seed {seed}");
        if (errors.ValueKind == JsonValueKind.Array)
            Assert.All(errors.EnumerateArray(), e => Assert.NotEqual("", e.GetProperty("message").GetString()));
        Assert.True(!result.IsRequestError || result.Errors.Length > 0, $"seed {seed}");
    }

    private static string Selection(FieldsType type, Random random, int depth)
    {
        var parts = new List<string> { "__typename" };
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var field = type.Fields[random.Next(type.Fields.Length)];
            if (field.Type.Named is FieldsType below)
                parts.Add(depth > 3 ? "__typename" : $"{field.Name} {{ {Selection(below, random, depth + 1)} }}");
            else if (field.Type.Named.IsLeaf)
                parts.Add(field.Name);
            if (random.Next(6) == 0)
                parts.Add($"... {(random.Next(2) == 0 ? "on " + type.Name : "")} {{ {Selection(type, random, depth + 1)} }}");
        }

        return string.Join(' ', parts);
    }

    private static Dictionary<string, object?> Value(FieldsType type, Random random, int depth)
    {
        var possible = Schema.PossibleTypes(type);
        var actual = possible[random.Next(possible.Length)];
        var value = Run.Map("__typename", actual.Name);
        foreach (var field in actual.Fields)
            value.Add(field.Name, Value(field.Type, random, depth));
        return value;
    }

    private static object? Value(GraphQLType type, Random random, int depth)
    {
        if (depth > 5 || random.Next(8) == 0)
            return null;
        return type.Nullable switch
        {
            ListType list => Enumerable.Range(0, random.Next(3)).Select(_ => Value(list.Of, random, depth + 1)).ToList(),
            EnumType @enum => @enum.Values[random.Next(@enum.Values.Length)].Value,
            ScalarType { Name: "Int" } => random.Next(),
            ScalarType { Name: "Boolean" } => random.Next(2) == 0,
            ScalarType => "text",
            FieldsType fields => Value(fields, random, depth + 1),
            _ => null,
        };
    }

    /// <summary>True if an object of the answer has exactly the selected fields, merged, in the order in which they first occur.</summary>
    private static bool HasExactly(JsonElement json, SelectionSetNode set, FieldsType type)
    {
        if (json.ValueKind == JsonValueKind.Array)
            return json.EnumerateArray().All(item => HasExactly(item, set, type));
        if (json.ValueKind != JsonValueKind.Object)
            return true;
        var selected = Flatten(set).ToList();
        return json.EnumerateObject().Select(p => p.Name).SequenceEqual(selected.Select(f => f.Name.Value).Distinct())
            && json.EnumerateObject().All(p => HasBelow(p, [.. selected.Where(f => f.Name.Value == p.Name && f.SelectionSet is not null)], type));
    }

    private static bool HasBelow(JsonProperty property, List<FieldNode> fields, FieldsType type)
    {
        if (fields.Count == 0)
            return property.Value.ValueKind != JsonValueKind.Object;
        var merged = new SelectionSetNode(default, [.. fields.SelectMany(f => f.SelectionSet!.Selections)]);
        return HasExactly(property.Value, merged, (FieldsType)type.FindField(property.Name)!.Type.Named);
    }

    private static IEnumerable<FieldNode> Flatten(SelectionSetNode set) => set.Selections.SelectMany(
        s => s is InlineFragmentNode inline ? Flatten(inline.SelectionSet) : [(FieldNode)s]);
}
