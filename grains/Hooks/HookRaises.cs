using System.Text.Json;
using System.Text.Json.Nodes;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Hooks;
using MoCluster.Grains.Hooks.Registry;

namespace MoCluster.Grains.Hooks;

/// <summary>Raises hooks on this silo, by what it knows of the cluster's registry.</summary>
/// <param name="board">What it knows.</param>
/// <param name="callbacks">Calls callbacks.</param>
/// <param name="options">How long a raise may take.</param>
/// <param name="time">Measures raises and calls.</param>
public sealed class HookRaises(HookBoard board, IHookCallbacks callbacks, HookOptions options, TimeProvider time)
{
    private static readonly RaisedHook Nobody = new(false, null);

    /// <summary>Raises a hook. Its callbacks are those of the moment at which the raise begins, without those that are removed before their turn.</summary>
    /// <param name="name">The hook.</param>
    /// <param name="arguments">The arguments: an object with their names, or a list in their order; null or undefined for none.</param>
    /// <param name="cancellation">Ends the raise.</param>
    /// <returns>What the answers come to; a refusal that names hook, callback and place, or the argument that is wrong.</returns>
    /// <exception cref="OperationCanceledException">The caller ended the raise.</exception>
    public async ValueTask<Outcome<RaisedHook>> RaiseAsync(HookName name, JsonElement arguments, CancellationToken cancellation)
    {
        using var budget = new CancellationTokenSource(options.RaiseTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellation);
        try
        {
            await board.Copy.WaitAsync(either.Token);
            if (board.Find(name) is not { } hook || !board.WasUsed(name))
                return Nobody;
            var bound = HookArguments.Bind(hook, arguments);
            return bound.Succeeded ? await CallAsync(name, hook, bound.Value, either.Token) : bound.Refusal;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Refusal(
                RefusalCode.DeadlineExceeded, $"{name} was not raised to the end within {options.RaiseTimeout.TotalSeconds:0.###} s (Hooks:RaiseTimeout).", Retriable: true);
        }
    }

    private async ValueTask<Outcome<RaisedHook>> CallAsync(HookName name, HookDefinition hook, JsonObject arguments, CancellationToken cancellation)
    {
        var live = board.LiveAt(name);
        var uses = live.ToDictionary(callback => callback.Subscription.Sequence, callback => callback.Use);
        var outcome = await HookRaise.RunAsync(hook, [.. live.Select(callback => callback.Subscription)], arguments, CallOneAsync, cancellation);
        return outcome.Succeeded ? new RaisedHook(true, outcome.Value) : outcome.Refusal;

        async ValueTask<JsonElement?> CallOneAsync(HookSubscription subscription, HookDefinition raised, JsonObject given, CancellationToken ending)
        {
            if (!await board.IsLiveAsync(subscription, ending))
                return null;
            var (started, failed) = (time.GetTimestamp(), true);
            try
            {
                var answer = await callbacks.CallAsync(subscription, raised, given, ending);
                failed = HookContract.Find(raised, answer ?? default) is not null;
                return answer;
            }
            finally
            {
                var took = time.GetElapsedTime(started);
                uses[subscription.Sequence].Count(failed, took);
                GrainMetrics.HookCalled(name, subscription.Callback, failed, took);
            }
        }
    }
}
