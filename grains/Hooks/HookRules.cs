using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Hooks;

namespace MoCluster.Grains.Hooks;

/// <summary>What a declaration and a registration must be like.</summary>
internal static class HookRules
{
    /// <summary>Finds what is wrong with a declaration; null if nothing is.</summary>
    public static Refusal? Find(HookDefinition hook)
    {
        if (FindInName(hook.Namespace, "namespace") is { } inNamespace)
            return inNamespace;
        if (FindInName(hook.Name, "name") is { } inName)
            return inName;
        if ((hook.Kind == HookKind.Notification) != (hook.Result.Kind == HookResultKind.None))
            return Wrong("result", "A notification is answered by nothing, and a query by something.");
        if (!DecisionsOf(hook.Result.Kind).Contains(hook.Decision))
            return Wrong("decision", $"With a result of kind {hook.Result.Kind}, the decision is one of {string.Join(", ", DecisionsOf(hook.Result.Kind))}.");
        if (hook.Result.Kind == HookResultKind.Tuples && hook.Result.Items.IsEmpty)
            return Wrong("result.items", "Tuples have at least one item.");
        return FindInArguments(hook);
    }

    /// <summary>Finds what is wrong with a registration; null if nothing is.</summary>
    public static Refusal? Find(HookSubscription subscription) =>
        FindInName(subscription.Namespace, "namespace")
        ?? FindInName(subscription.Hook, "hook")
        ?? FindInName(subscription.Callback, "callback")
        ?? (subscription.Owner is { } owner ? FindInName(owner, "owner") : null);

    /// <summary>Finds what is wrong with the name of an extension; null if nothing is.</summary>
    public static Refusal? FindInExtension(string extension) => FindInName(extension, "extension");

    /// <summary>Whether two declarations are the same. What is for people alone does not count.</summary>
    public static bool AreSame(HookDefinition one, HookDefinition other) =>
        one with { Description = null, Arguments = [], Result = HookResult.None } == other with { Description = null, Arguments = [], Result = HookResult.None }
        && one.Arguments.Length == other.Arguments.Length
        && one.Arguments.Zip(other.Arguments, AreSame).All(same => same)
        && AreSame(one.Result, other.Result);

    private static bool AreSame(HookArgument one, HookArgument other) =>
        one with { Values = [] } == other with { Values = [] } && one.Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    private static bool AreSame(HookResult one, HookResult other) =>
        one with { Keys = [], Items = [] } == other with { Keys = [], Items = [] }
        && one.Keys.SequenceEqual(other.Keys, StringComparer.Ordinal)
        && one.Items.SequenceEqual(other.Items);

    private static HookDecision[] DecisionsOf(HookResultKind result) => result switch
    {
        HookResultKind.None => [HookDecision.None],
        HookResultKind.Boolean or HookResultKind.OneBoolean => [HookDecision.RefusedByFalse, HookDecision.RefusedByTrue, HookDecision.List],
        HookResultKind.Dictionary => [HookDecision.Merge],
        HookResultKind.Strings => [HookDecision.List, HookDecision.Join, HookDecision.First],
        _ => [HookDecision.List, HookDecision.First],
    };

    private static Refusal? FindInArguments(HookDefinition hook)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var argument in hook.Arguments)
        {
            var path = $"arguments.{argument.Name}";
            if (FindInName(argument.Name, "arguments.name") is { } inName)
                return inName;
            if (!names.Add(argument.Name))
                return Wrong(path, $"{argument.Name} is declared twice.");
            if ((argument.Kind == HookValueKind.Object) != (argument.ObjectType is not null))
                return Wrong(path, "An argument that is an object names its type, and no other does.");
            if (!argument.Values.IsEmpty && argument.Kind != HookValueKind.String)
                return Wrong(path, "Only an argument that is a string has values to choose from.");
            if (argument.IsShared && (argument.Kind != HookValueKind.Dictionary || hook.Kind != HookKind.Notification))
                return Wrong(path, "Callbacks add only to dictionaries of notifications.");
        }

        return null;
    }

    private static Refusal? FindInName(string name, string path) => name switch
    {
        "" => Wrong(path, "A name has at least one character."),
        { Length: > HookDefinition.MaxNameLength } => Wrong(path, $"A name has at most {HookDefinition.MaxNameLength} characters."),
        _ when name.Any(char.IsControl) => Wrong(path, "A name has no control characters."),
        _ => null,
    };

    private static Refusal Wrong(string path, string message) => new(RefusalCode.InvalidInput, message, path);
}
