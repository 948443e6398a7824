using System.Globalization;
using System.Text.Json;
using MoCluster.GrainInterfaces.Hooks;

namespace MoCluster.Grains.Hooks;

/// <summary>
/// Checks what a callback answers against what its hook declares. Modoboa checks nothing: there a wrong answer shows up later, in a form or a page, or as
/// the characters of a string (docs/hooks.md §3).
/// </summary>
internal static class HookContract
{
    /// <summary>The keys whose values must not be empty, because a page or a form identifies things by them.</summary>
    private static readonly string[] Identifying = ["id", "name", "url"];

    /// <summary>Finds the first fault of an answer.</summary>
    /// <param name="hook">The hook.</param>
    /// <param name="answer">The answer. Null is none, and has no fault.</param>
    public static HookFault? Find(HookDefinition hook, JsonElement answer)
    {
        if (answer.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return null;
        return hook.Result.Kind switch
        {
            HookResultKind.None => FindInNothing(hook, answer),
            HookResultKind.Boolean => IsBoolean(answer) ? null : FindInOneBoolean(answer, "a boolean, or a list of one"),
            HookResultKind.OneBoolean => FindInOneBoolean(answer, "a list of exactly one boolean"),
            HookResultKind.Strings => FindInList(answer, "a list of strings", (item, path) => Expect(item, path, JsonValueKind.String, "a string")),
            HookResultKind.Functions => FindInList(answer, "a list of names of hooks or addresses", FindInFunction),
            HookResultKind.Values => FindInList(answer, "a list of values", FindInValue),
            HookResultKind.Dictionaries => FindInList(answer, "a list of objects", (item, path) => FindInDictionary(item, path, hook.Result)),
            HookResultKind.Tuples => FindInList(answer, "a list of lists", (item, path) => FindInTuple(item, path, hook.Result)),
            HookResultKind.Dictionary => Expect(answer, "", JsonValueKind.Object, "an object"),
            HookResultKind.Objects => FindInList(answer, "a list of objects", (item, path) => Expect(item, path, JsonValueKind.Object, "an object")),
            _ => throw new ArgumentOutOfRangeException(nameof(hook), hook.Result.Kind, "There is no such kind of result."),
        };
    }

    /// <summary>Says what a value is, for messages.</summary>
    /// <param name="value">The value.</param>
    public static string Say(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Create(CultureInfo.InvariantCulture, $"a list of {value.GetArrayLength()}"),
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };

    private static bool IsBoolean(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    /// <summary>A notification is answered by nothing, or by what its shared arguments get.</summary>
    private static HookFault? FindInNothing(HookDefinition hook, JsonElement answer)
    {
        var shared = hook.Arguments.Where(argument => argument.IsShared).Select(argument => argument.Name).ToArray();
        if (shared.Length == 0)
            return new HookFault("", $"{hook.Name} is a notification, which is answered by nothing, and this is {Say(answer)}.");
        if (answer.ValueKind != JsonValueKind.Object)
            return Expect(answer, "", JsonValueKind.Object, $"null, or an object with the key {shared[0]}");
        foreach (var given in answer.EnumerateObject())
        {
            if (!shared.Contains(given.Name, StringComparer.Ordinal))
                return new HookFault($".{given.Name}", $"Only {string.Join(" and ", shared)} can be added to.");
            if (Expect(given.Value, $".{given.Name}", JsonValueKind.Object, "an object") is { } fault)
                return fault;
        }

        return null;
    }

    private static HookFault? FindInOneBoolean(JsonElement answer, string right)
    {
        if (answer.ValueKind != JsonValueKind.Array || answer.GetArrayLength() != 1)
            return Wrong(answer, "", right);
        return IsBoolean(answer[0]) ? null : Wrong(answer[0], "[0]", "a boolean");
    }

    private static HookFault? FindInList(JsonElement answer, string right, Func<JsonElement, string, HookFault?> find)
    {
        if (answer.ValueKind != JsonValueKind.Array)
            return Wrong(answer, "", right);
        var index = 0;
        foreach (var item in answer.EnumerateArray())
        {
            if (find(item, string.Create(CultureInfo.InvariantCulture, $"[{index++}]")) is { } fault)
                return fault;
        }

        return null;
    }

    private static HookFault? FindInFunction(JsonElement item, string path) =>
        item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 } ? null : Wrong(item, path, "the name of a hook or an address, not empty");

    private static HookFault? FindInValue(JsonElement item, string path) =>
        item.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? Wrong(item, path, "a string, a number, a boolean or null") : null;

    private static HookFault? FindInDictionary(JsonElement item, string path, HookResult result)
    {
        if (Expect(item, path, JsonValueKind.Object, "an object") is { } fault)
            return fault;
        foreach (var key in result.Keys)
        {
            if (!item.TryGetProperty(key, out var value))
                return new HookFault(path, $"The key {key} is missing; {string.Join(", ", result.Keys)} are required.");
            if (Identifying.Contains(key, StringComparer.Ordinal) && (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 }))
                return Wrong(value, $"{path}.{key}", "a string that is not empty");
        }

        return null;
    }

    private static HookFault? FindInTuple(JsonElement item, string path, HookResult result)
    {
        if (Expect(item, path, JsonValueKind.Array, "a list") is { } fault)
            return fault;
        var arity = result.Items.Length;
        if (item.GetArrayLength() < arity || (item.GetArrayLength() > arity && !result.MayHaveMore))
            return Wrong(item, path, $"a list of {(result.MayHaveMore ? "at least " : "")}{arity.ToString(CultureInfo.InvariantCulture)}");
        for (var i = 0; i < arity; i++)
        {
            if (result.Items[i] == HookValueKind.String
                && Expect(item[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), JsonValueKind.String, "a string") is { } inItem)
                return inItem;
        }

        return null;
    }

    private static HookFault? Expect(JsonElement value, string path, JsonValueKind kind, string right) =>
        value.ValueKind == kind ? null : Wrong(value, path, right);

    private static HookFault Wrong(JsonElement value, string path, string right) => new(path, $"This is {Say(value)}; it must be {right}.");
}
