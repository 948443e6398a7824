using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MoCluster.GrainInterfaces.Hooks;

namespace MoCluster.Grains.Hooks;

/// <summary>Combines the answers to a hook, in the order of its callbacks (docs/hooks.md §2). No answer is neutral.</summary>
internal static class HookFold
{
    /// <summary>Combines answers.</summary>
    /// <param name="hook">The hook.</param>
    /// <param name="answers">The answers, which meet the contract of the hook.</param>
    public static HookOutcome Combine(HookDefinition hook, IEnumerable<HookAnswer> answers)
    {
        var given = answers.Where(answer => answer.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)).ToArray();
        return hook.Decision switch
        {
            HookDecision.None => Merge(given.SelectMany(Additions), isEmptyNull: true),
            HookDecision.Merge => Merge(given.Select(answer => answer.Value), isEmptyNull: false),
            HookDecision.List => Only(new JsonArray([.. Items(given).Select(Copy)])),
            HookDecision.First => Only(Items(given).Take(1).Select(Copy).SingleOrDefault()),
            HookDecision.Join => Only(JsonValue.Create(Join(Items(given)))),
            HookDecision.RefusedByFalse => Decide(given, JsonValueKind.False),
            HookDecision.RefusedByTrue => Decide(given, JsonValueKind.True),
            _ => throw new ArgumentOutOfRangeException(nameof(hook), hook.Decision, "There is no such decision."),
        };
    }

    private static HookOutcome Only(JsonNode? value) => new(value, null, [], []);

    private static HookOutcome Decide(HookAnswer[] given, JsonValueKind refuses)
    {
        var refusedBy = given.Where(answer => ItemsOf(answer.Value).Any(item => item.ValueKind == refuses)).Select(answer => answer.Callback).ToImmutableArray();
        return new HookOutcome(new JsonArray([.. Items(given).Select(Copy)]), refusedBy.IsEmpty, refusedBy, []);
    }

    /// <summary>What a callback adds to the shared arguments of a notification.</summary>
    private static IEnumerable<JsonElement> Additions(HookAnswer answer) => answer.Value.EnumerateObject().Select(shared => shared.Value);

    private static HookOutcome Merge(IEnumerable<JsonElement> dictionaries, bool isEmptyNull)
    {
        var merged = new JsonObject();
        var collisions = ImmutableArray.CreateBuilder<string>();
        foreach (var entry in dictionaries.SelectMany(dictionary => dictionary.EnumerateObject()))
        {
            if (merged.ContainsKey(entry.Name) && !collisions.Contains(entry.Name))
                collisions.Add(entry.Name);
            merged[entry.Name] = Copy(entry.Value);
        }

        return new HookOutcome(isEmptyNull && merged.Count == 0 ? null : merged, null, [], collisions.ToImmutable());
    }

    private static string Join(IEnumerable<JsonElement> items)
    {
        var joined = new StringBuilder();
        foreach (var item in items)
            joined.Append(item.GetString());
        return joined.ToString();
    }

    private static IEnumerable<JsonElement> Items(IEnumerable<HookAnswer> given) => given.SelectMany(answer => ItemsOf(answer.Value));

    /// <summary>The items of a list. A boolean alone counts as a list of one.</summary>
    private static IEnumerable<JsonElement> ItemsOf(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray() : Enumerable.Repeat(answer, 1);

    private static JsonNode? Copy(JsonElement item) => JsonNode.Parse(item.GetRawText());
}
