using System.Runtime.InteropServices;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>
/// Makes the mutations of a trigger. They carry the chain of objects under mutation, so that no object waits for itself.
/// </summary>
/// <param name="grains">Reaches the objects.</param>
/// <param name="call">The call that runs the trigger.</param>
internal sealed class TriggerObjects(IGrainFactory grains, TriggerCall call) : ITriggerObjects
{
    /// <inheritdoc/>
    public async ValueTask MutateAsync(string type, Guid uuid, RequestType requestType, JsonElement request, CancellationToken cancellation)
    {
        var mutation = new Mutation
        {
            Kind = TriggerSpelling.Of(requestType),
            Request = ImmutableCollectionsMarshal.AsImmutableArray(JsonSerializer.SerializeToUtf8Bytes(request)),
            Actor = call.Actor,
            Chain = call.Chain,
            Deadline = call.Deadline,
        };
        var outcome = await grains.GetGrain<IObjectGrain>(new ObjectKey(type, uuid).ToString()).MutateAsync(mutation, cancellation);
        if (!outcome.Succeeded)
            throw Refused(outcome.Refusal);
    }

    private static TriggerRefusedException Refused(Refusal refusal) =>
        refusal.Details is null ? new(refusal.Message) : new(refusal.Message, JsonElement.Parse(refusal.Details));
}
