using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Hooks;

namespace MoCluster.Grains.Hooks;

/// <summary>Takes the arguments of a raise: by name as a JSON object, or by place as an array.</summary>
internal static class HookArguments
{
    /// <summary>Checks arguments, and brings them to their names.</summary>
    /// <param name="hook">The hook.</param>
    /// <param name="given">The arguments; undefined or null for none.</param>
    /// <returns>The arguments by name; a refusal whose path begins with <c>arguments</c>.</returns>
    public static Outcome<JsonObject> Bind(HookDefinition hook, JsonElement given)
    {
        var bound = new JsonObject();
        var named = given.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => [],
            JsonValueKind.Object => given.EnumerateObject().Select(one => (one.Name, one.Value)).ToArray(),
            JsonValueKind.Array => ByPlace(hook, given),
            _ => null,
        };
        if (named is null)
        {
            return given.ValueKind == JsonValueKind.Array
                ? Wrong("arguments", string.Create(CultureInfo.InvariantCulture, $"{hook.Name} has {hook.Arguments.Length} arguments, and {given.GetArrayLength()} are given."))
                : Wrong("arguments", $"Arguments are an object with their names, or a list in their order; this is {HookContract.Say(given)}.");
        }

        foreach (var (name, value) in named)
        {
            if (hook.Arguments.FirstOrDefault(argument => argument.Name == name) is not { } argument)
                return Wrong($"arguments.{name}", $"{hook.Name} has no argument {name}. {Nearest(hook, name)}");
            if (Find(argument, value) is { } fault)
                return Wrong($"arguments.{name}{fault.Path}", fault.Message);
            bound[name] = JsonNode.Parse(value.GetRawText());
        }

        foreach (var argument in hook.Arguments)
        {
            if (bound.ContainsKey(argument.Name))
                continue;
            if (!argument.IsOptional && !argument.IsShared)
                return Wrong($"arguments.{argument.Name}", $"{hook.Name} needs the argument {argument.Name}.");
            if (argument.IsShared)
                bound[argument.Name] = new JsonObject();
        }

        return bound;
    }

    /// <summary>Arguments without the values that must not be stored, logged or traced.</summary>
    /// <param name="hook">The hook.</param>
    /// <param name="bound">The arguments by name.</param>
    public static JsonObject WithoutSecrets(HookDefinition hook, JsonObject bound)
    {
        var shown = bound.DeepClone().AsObject();
        foreach (var argument in hook.Arguments.Where(argument => argument.IsSensitive))
            shown.Remove(argument.Name);
        return shown;
    }

    private static (string Name, JsonElement Value)[]? ByPlace(HookDefinition hook, JsonElement given) =>
        given.GetArrayLength() > hook.Arguments.Length ? null : [.. hook.Arguments.Zip(given.EnumerateArray(), (argument, value) => (argument.Name, value))];

    private static HookFault? Find(HookArgument argument, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return argument.IsNullable || argument.Kind == HookValueKind.Any ? null : new HookFault("", $"{argument.Name} must not be null.");
        return argument.Kind switch
        {
            HookValueKind.Any => null,
            HookValueKind.String => FindInString(argument, value),
            HookValueKind.Strings => FindInStrings(value),
            HookValueKind.Dictionary => value.ValueKind == JsonValueKind.Object ? null : Wrong(value, "an object"),
            HookValueKind.Object => value.ValueKind == JsonValueKind.Object ? null : Wrong(value, $"an object with the fields of one of type {argument.ObjectType}"),
            _ => throw new ArgumentOutOfRangeException(nameof(argument), argument.Kind, "There is no such kind of argument."),
        };
    }

    private static HookFault? FindInString(HookArgument argument, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return Wrong(value, "a string");
        return argument.Values.IsEmpty || argument.Values.Contains(value.GetString()!, StringComparer.Ordinal)
            ? null
            : new HookFault("", $"It must be one of {string.Join(", ", argument.Values)}.");
    }

    private static HookFault? FindInStrings(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return Wrong(value, "a list of strings");
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
                return Wrong(item, "a string") with { Path = string.Create(CultureInfo.InvariantCulture, $"[{index}]") };
            index++;
        }

        return null;
    }

    private static HookFault Wrong(JsonElement value, string right) => new("", $"This is {HookContract.Say(value)}; it must be {right}.");

    private static Refusal Wrong(string path, string message) => new(RefusalCode.InvalidInput, message, path);

    private static string Nearest(HookDefinition hook, string name) => NearestName.Find(name, hook.Arguments.Select(argument => argument.Name)) is { } near
        ? $"Did you mean {near}?"
        : hook.Arguments.IsEmpty ? "It has none." : $"It has {string.Join(", ", hook.Arguments.Select(argument => argument.Name))}.";
}
