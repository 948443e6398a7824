using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Hooks;
using MoCluster.Modules;

namespace MoCluster.Grains.Hooks;

/// <summary>Calls a callback.</summary>
/// <param name="subscription">The callback.</param>
/// <param name="hook">The hook.</param>
/// <param name="arguments">The arguments by name. Shared ones have what earlier callbacks added.</param>
/// <param name="cancellation">Ends the call.</param>
/// <returns>What it answers; null for nothing.</returns>
internal delegate ValueTask<JsonElement?> HookCall(HookSubscription subscription, HookDefinition hook, JsonObject arguments, CancellationToken cancellation);

/// <summary>
/// Raises a hook: calls its callbacks one after the other, in their order, each seeing what those before it added to shared arguments. The first that fails,
/// or whose answer breaks the contract, ends the raise (docs/hooks.md §1).
/// </summary>
internal static class HookRaise
{
    /// <summary>Raises a hook.</summary>
    /// <param name="hook">The hook.</param>
    /// <param name="live">Its callbacks, in their order: a snapshot, so that what a callback registers or removes counts from the next raise on.</param>
    /// <param name="arguments">The arguments by name.</param>
    /// <param name="call">Calls a callback.</param>
    /// <param name="cancellation">Ends the raise.</param>
    /// <returns>What the answers come to; a refusal that names hook, callback and place.</returns>
    public static async ValueTask<Outcome<HookOutcome>> RunAsync(
        HookDefinition hook, ImmutableArray<HookSubscription> live, JsonObject arguments, HookCall call, CancellationToken cancellation)
    {
        var answers = ImmutableArray.CreateBuilder<HookAnswer>(live.Length);
        foreach (var subscription in live)
        {
            JsonElement answer;
            try
            {
                answer = await call(subscription, hook, arguments, cancellation) ?? default;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                // Every failure of a callback refuses with its text: that is how callbacks veto in Modoboa.
                return Refused(hook, subscription, "", failure.Message, (failure as TriggerRefusedException)?.Details);
            }

            if (HookContract.Find(hook, answer) is { } fault)
                return Refused(hook, subscription, fault.Path, fault.Message, null);
            answers.Add(new HookAnswer(subscription.Callback, answer));
            Share(hook, arguments, answer);
        }

        return HookFold.Combine(hook, answers);
    }

    /// <summary>Adds what a callback answers to the shared arguments, for the callbacks after it.</summary>
    private static void Share(HookDefinition hook, JsonObject arguments, JsonElement answer)
    {
        if (hook.Result.Kind != HookResultKind.None || answer.ValueKind != JsonValueKind.Object)
            return;
        foreach (var shared in answer.EnumerateObject())
        {
            foreach (var entry in shared.Value.EnumerateObject())
                arguments[shared.Name]!.AsObject()[entry.Name] = JsonNode.Parse(entry.Value.GetRawText());
        }
    }

    private static Refusal Refused(HookDefinition hook, HookSubscription subscription, string path, string message, JsonElement? details) => new(
        RefusalCode.TriggerRefused,
        path.Length == 0 ? $"{hook.Name}: {subscription.Callback}: {message}" : $"{hook.Name}: {subscription.Callback}: {path}: {message}",
        path.Length == 0 ? null : path,
        Description: message,
        Details: details?.GetRawText());
}
