using System.Text.Json;
using System.Text.Json.Nodes;
using MoCluster.GrainInterfaces.Hooks;
using MoCluster.Grains;
using MoCluster.Grains.Hooks;
using MoCluster.Modules;

namespace MoCluster.Silo.Triggers.Http;

/// <summary>Calls callbacks of hooks: posts what is raised to their addresses, signed as calls of triggers are (docs/hooks.md §4).</summary>
/// <param name="client">Posts.</param>
/// <param name="identifiers">Gives calls their ids.</param>
internal sealed class HookCaller(EndpointClient client, IIdentifierSource identifiers) : IHookCallbacks
{
    /// <inheritdoc />
    /// <exception cref="TriggerRefusedException">The callback refuses.</exception>
    /// <exception cref="EndpointSilentException">The callback gave no answer.</exception>
    public async ValueTask<JsonElement?> CallAsync(HookSubscription subscription, HookDefinition hook, JsonObject arguments, CancellationToken cancellation)
    {
        var raised = new JsonObject
        {
            ["namespace"] = hook.Namespace,
            ["hook"] = hook.Name,
            ["callback"] = subscription.Callback,
            ["arguments"] = arguments.DeepClone(),
        };
        var answer = await client.PostAsync(
            subscription.Address!, subscription.Timeout, identifiers.Next().ToString("D"), chain: null, [.. JsonSerializer.SerializeToUtf8Bytes(raised)], cancellation);
        if (answer.Refusal is { } refusal)
            throw new TriggerRefusedException(refusal);
        return answer.Body.IsEmpty ? null : JsonElement.Parse(answer.Body.Span);
    }
}
