using System.Text.Json;
using System.Text.Json.Nodes;
using MoCluster.GrainInterfaces.Hooks;

namespace MoCluster.Grains.Hooks;

/// <summary>Calls callbacks of hooks.</summary>
public interface IHookCallbacks
{
    /// <summary>Calls a callback.</summary>
    /// <param name="subscription">The callback.</param>
    /// <param name="hook">The hook.</param>
    /// <param name="arguments">The arguments by name. Shared ones have what earlier callbacks added.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>What it answers; null for nothing.</returns>
    /// <exception cref="Exception">The callback refuses with the text of the exception, or could not be called.</exception>
    ValueTask<JsonElement?> CallAsync(HookSubscription subscription, HookDefinition hook, JsonObject arguments, CancellationToken cancellation);
}
