using System.Text.Json;
using MoCluster.GrainInterfaces.Hooks;

namespace MoCluster.Tests.Hooks;

/// <summary>For each contract an answer that meets it, and answers that break it, with the places of their faults.</summary>
internal static class HookSamples
{
    private static readonly string[] Strings = ["a", "b"];

    /// <summary>Arguments for a raise, one of each form.</summary>
    public static JsonElement ArgumentsOf(HookDefinition hook) => JsonSerializer.SerializeToElement(hook.Arguments.ToDictionary(
        argument => argument.Name,
        argument => argument.Kind switch
        {
            HookValueKind.String => argument.Values.IsEmpty ? "text" : (object)argument.Values[0],
            HookValueKind.Strings => Strings,
            HookValueKind.Object => new { uuid = Guid.Empty, type = argument.ObjectType },
            _ => new { },
        }));

    /// <summary>An answer that meets the contract.</summary>
    public static string RightAnswerOf(HookDefinition hook) => hook.Result.Kind switch
    {
        HookResultKind.None => hook.Arguments.Any(argument => argument.IsShared) ? """{"instances": {"tab": {"a": 1}}}""" : "null",
        HookResultKind.Boolean => "true",
        HookResultKind.OneBoolean => "[true]",
        HookResultKind.Strings => """["a", "b"]""",
        HookResultKind.Values => """["a", 1, true, null]""",
        HookResultKind.Dictionaries => $$"""[{{{string.Join(", ", hook.Result.Keys.Select(key => $"\"{key}\": \"x\""))}}, "more": 1}]""",
        HookResultKind.Tuples => $"[[{string.Join(", ", hook.Result.Items.Select(item => item == HookValueKind.String ? "\"x\"" : "{}"))}]]",
        HookResultKind.Dictionary => """{"field": {"kind": "text"}}""",
        HookResultKind.Objects => """[{"uuid": "x"}]""",
        HookResultKind.Functions => """["https://example.org/import"]""",
        _ => throw new ArgumentOutOfRangeException(nameof(hook)),
    };

    /// <summary>Answers that break the contract, each with the place of its fault.</summary>
    public static (string Answer, string Path)[] WrongAnswersOf(HookDefinition hook) => hook.Result.Kind switch
    {
        HookResultKind.None when hook.Arguments.Any(argument => argument.IsShared) => [("[]", ""), ("""{"others": {}}""", ".others"), ("""{"instances": 1}""", ".instances")],
        HookResultKind.None => [("true", ""), ("[]", ""), ("{}", "")],
        HookResultKind.Boolean => [("\"yes\"", ""), ("[true, false]", ""), ("[1]", "[0]"), ("[]", "")],
        HookResultKind.OneBoolean => [("true", ""), ("[true, true]", ""), ("[]", ""), ("[0]", "[0]")],
        HookResultKind.Strings => [("\"abc\"", ""), ("""["a", 1]""", "[1]"), ("{}", "")],
        HookResultKind.Values => [("\"abc\"", ""), ("[1, [2]]", "[1]"), ("[{}]", "[0]")],
        HookResultKind.Dictionaries => [("{}", ""), ("[{}]", "[0]"), ($"[{RightAnswerOf(hook)[1..^1]}, 1]", "[1]"), .. EmptyKey(hook)],
        HookResultKind.Tuples => [("\"abc\"", ""), ("[[]]", "[0]"), ($"[{RightAnswerOf(hook)[1..^1]}, 1]", "[1]"), .. WrongItem(hook)],
        HookResultKind.Dictionary => [("[]", ""), ("\"a\"", "")],
        HookResultKind.Objects => [("{}", ""), ("[1]", "[0]")],
        HookResultKind.Functions => [("\"f\"", ""), ("[\"\"]", "[0]"), ("[1]", "[0]")],
        _ => throw new ArgumentOutOfRangeException(nameof(hook)),
    };

    private static IEnumerable<(string, string)> EmptyKey(HookDefinition hook)
    {
        var key = hook.Result.Keys.First(key => key is "id" or "name" or "url");
        yield return (RightAnswerOf(hook).Replace($"\"{key}\": \"x\"", $"\"{key}\": \"\"", StringComparison.Ordinal), $"[0].{key}");
        yield return (RightAnswerOf(hook).Replace($"\"{key}\": \"x\"", $"\"{key}\": 1", StringComparison.Ordinal), $"[0].{key}");
    }

    private static IEnumerable<(string, string)> WrongItem(HookDefinition hook)
    {
        yield return (RightAnswerOf(hook).Replace("[[\"x\"", "[[1", StringComparison.Ordinal), "[0][0]");
        if (!hook.Result.MayHaveMore)
            yield return (RightAnswerOf(hook).Replace("]]", ", 1]]", StringComparison.Ordinal), "[0]");
    }
}
