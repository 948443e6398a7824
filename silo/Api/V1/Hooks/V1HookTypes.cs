using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Hooks;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>Turns hooks of <c>/v1</c> into those of the grains, and back.</summary>
internal static class V1HookTypes
{
    /// <summary>The declaration of a request.</summary>
    /// <param name="given">The request.</param>
    /// <exception cref="RefusedException">A word is none of those that are allowed.</exception>
    public static HookDefinition ToDefinition(V1HookDeclaration given) => new()
    {
        Namespace = given.Namespace,
        Name = given.Name,
        Kind = Parse<HookKind>(given.Kind, "kind"),
        Phase = Parse<HookPhase>(given.Phase, "phase"),
        Description = given.Description,
        Arguments = given.Arguments is null ? [] : [.. given.Arguments.Select(ToArgument)],
        Result = given.Result is { } result ? ToResult(result) : HookResult.None,
        Decision = given.Decision is { } decision ? Parse<HookDecision>(decision, "decision") : HookDecision.None,
    };

    /// <summary>The declaration of a hook, as a request would make it.</summary>
    /// <param name="hook">The hook.</param>
    public static V1HookDeclaration Of(HookDefinition hook) => new(
        hook.Namespace,
        hook.Name,
        Spell(hook.Kind),
        Spell(hook.Phase),
        hook.Description,
        [.. hook.Arguments.Select(Of)],
        hook.Result.Kind == HookResultKind.None ? null : Of(hook.Result),
        hook.Decision == HookDecision.None ? null : Spell(hook.Decision));

    /// <summary>The registration of a callback, as a request would make it.</summary>
    /// <param name="subscription">The callback.</param>
    public static V1HookRegistration Of(HookSubscription subscription) => new(
        subscription.Namespace,
        subscription.Hook,
        subscription.Callback,
        subscription.Address ?? "",
        subscription.Owner,
        subscription.Order,
        subscription.Timeout?.TotalSeconds);

    private static HookArgument ToArgument(V1HookArgument given)
    {
        var isSimple = Words<HookValueKind>.Known.TryGetValue(given.Type, out var kind) && kind != HookValueKind.Object;
        return new HookArgument
        {
            Name = given.Name,
            Kind = isSimple ? kind : HookValueKind.Object,
            ObjectType = isSimple ? null : given.Type,
            IsOptional = given.Optional,
            IsNullable = given.Nullable,
            IsShared = given.Shared,
            IsSensitive = given.Sensitive,
            Values = [.. given.Values ?? []],
        };
    }

    private static V1HookArgument Of(HookArgument argument) => new(
        argument.Name,
        argument.ObjectType ?? Spell(argument.Kind),
        argument.IsOptional,
        argument.IsNullable,
        argument.IsShared,
        argument.IsSensitive,
        argument.Values.IsEmpty ? null : argument.Values);

    private static HookResult ToResult(V1HookResult given) => new()
    {
        Kind = Parse<HookResultKind>(given.Type, "result.type"),
        Keys = [.. given.Keys ?? []],
        Items = given.Items is null ? [] : [.. given.Items.Select((item, i) => Parse<HookValueKind>(item, $"result.items[{i}]"))],
        MayHaveMore = given.More,
    };

    private static V1HookResult Of(HookResult result) => new(
        Spell(result.Kind), result.Keys.IsEmpty ? null : result.Keys, result.Items.IsEmpty ? null : result.Items.Select(Spell).ToImmutableArray(), result.MayHaveMore);

    private static T Parse<T>(string word, string path)
        where T : struct, Enum => Words<T>.Known.TryGetValue(word, out var value)
            ? value
            : throw Refusals.InvalidInput(
                $"{path} is '{word}'; it must be one of {string.Join(", ", Words<T>.Known.Keys.Order(StringComparer.Ordinal))}.{NearestName.Hint(word, Words<T>.Known.Keys)}", path);

    private static string Spell<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The words for the values of an enumeration.</summary>
    private static class Words<T>
        where T : struct, Enum
    {
        public static FrozenDictionary<string, T> Known { get; } = Enum.GetValues<T>().ToFrozenDictionary(Spell, StringComparer.Ordinal);
    }
}
