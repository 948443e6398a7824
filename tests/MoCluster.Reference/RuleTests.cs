using System.Text;
using System.Text.Json;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Tests;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Validation;
using MoCluster.Reference.Node;

namespace MoCluster.Reference;

/// <summary>Compares validation rule by rule, with the documents of graphql-js's own tests.</summary>
public sealed class RuleTests(NodeInstallation node)
{
    [Fact]
    public async Task The_documents_of_every_rule_are_judged_alike()
    {
        await using var reference = await node.StartAsync("rules.js");
        var rules = (await reference.AskAsync(new { })).GetProperty("rules").EnumerateArray().Select(name => name.GetString()!).ToArray();
        var verdicts = new HashSet<(string Rule, bool Refused)>();
        var differences = new List<string>();
        var documents = RuleDocuments.Read();
        foreach (var tested in documents)
        {
            var answers = await JudgeAsync(reference, tested, differences);
            verdicts.UnionWith(answers.Select(answer => (tested.Rule, answer.GetProperty("alone").GetBoolean())));
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        // Every rule of graphql-js has documents that it refuses by itself and documents that it accepts.
        Assert.Equal(rules.Order(), documents.Select(tested => tested.Rule).Distinct().Order());
        Assert.Equal(rules.Length * 2, verdicts.Count);
    }

    [Fact]
    public async Task Suggestions_are_in_the_same_order()
    {
        await using var reference = await node.StartAsync("rules.js");
        var differences = new List<string>();
        for (var seed = 0; seed < 200; seed++)
            await JudgeAsync(reference, new RuleDocuments("FieldsOnCorrectTypeRule", Hierarchy(new Random(seed)), ["{ u { f } }"]), differences);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    /// <summary>
    /// Makes a schema with a union of objects that implement interfaces, which implement one another. Names are shuffled.
    /// </summary>
    private static string Hierarchy(Random random)
    {
        var names = Enumerable.Range(0, 12).Select(i => $"T{(char)('a' + i)}").ToArray();
        random.Shuffle(names);
        var above = new List<string>[names.Length];
        var sdl = new StringBuilder($"type Query {{ u: U }} union U = {string.Join(" | ", names[6..])}\n");
        for (var i = 0; i < names.Length; i++)
        {
            // A type that implements an interface also implements the interfaces of that interface.
            var direct = Enumerable.Range(0, Math.Min(i, 6)).Where(_ => random.Next(3) == 0).ToArray();
            above[i] = [.. direct.SelectMany(j => above[j].Append(names[j])).Distinct()];
            var implements = above[i].Count == 0 ? "" : $" implements {string.Join(" & ", above[i])}";
            sdl.AppendLine($"{(i < 6 ? "interface" : "type")} {names[i]}{implements} {{ f: Int }}");
        }

        return sdl.ToString();
    }

    private static async Task<JsonElement[]> JudgeAsync(NodeProcess reference, RuleDocuments tested, List<string> differences)
    {
        var answer = await reference.AskAsync(new { schema = tested.Schema, rule = tested.Rule, documents = tested.Texts });
        var answers = answer.GetProperty("answers").EnumerateArray().ToArray();
        var schema = SdlSchema.Build(tested.Schema);
        for (var i = 0; i < answers.Length; i++)
        {
            var expected = Answer.ErrorsOf(answers[i]);
            var actual = Check(schema, tested.Texts[i]);
            if (expected != actual)
                differences.Add($"{tested.Rule}\n{tested.Texts[i]}\n  graphql-js:{expected}\n  MoCluster:{actual}");
        }

        return answers;
    }

    private static string Check(Schema schema, string text) =>
        Answer.Lines(DocumentValidator.Validate(schema, Parser.ParseDocument(text)));
}
