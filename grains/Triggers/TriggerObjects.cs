using System.Runtime.InteropServices;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>
/// Reads objects for a trigger, and makes its mutations. These carry the chain of objects under mutation, so that no object waits for itself.
/// </summary>
/// <param name="grains">Reaches the objects.</param>
/// <param name="catalogue">The types of objects.</param>
/// <param name="reads">Reads objects.</param>
/// <param name="call">The call that runs the trigger.</param>
internal sealed class TriggerObjects(IGrainFactory grains, ObjectCatalogue catalogue, ITriggerReads reads, TriggerCall call) : ITriggerObjects
{
    /// <inheritdoc/>
    public ValueTask<TriggerObject?> ReadAsync(string type, Guid uuid, CancellationToken cancellation) =>
        reads.ReadAsync(KeyOf(type, uuid), cancellation);

    /// <inheritdoc/>
    public ValueTask<TriggerObject?> ReadBeforeAsync(CancellationToken cancellation) => reads.ReadAsync(call.Object, call.Before, cancellation);

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
        var outcome = await grains.GetGrain<IObjectGrain>(KeyOf(type, uuid).ToString()).MutateAsync(mutation, cancellation);
        if (!outcome.Succeeded)
            throw Refused(outcome.Refusal);
    }

    private ObjectKey KeyOf(string type, Guid uuid) => new(catalogue.RoleTypeNamed(type).Name, uuid);

    private static TriggerRefusedException Refused(Refusal refusal) =>
        refusal.Details is null ? new(refusal.Message) : new(refusal.Message, JsonElement.Parse(refusal.Details));
}
