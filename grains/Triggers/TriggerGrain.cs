using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>Runs the triggers of a stage, on the silo of the object under mutation.</summary>
/// <param name="registry">The registered triggers.</param>
/// <param name="catalogue">The types of objects.</param>
/// <param name="reads">Reads objects for triggers.</param>
/// <param name="time">The clock by which the budget is judged.</param>
[StatelessWorker, Reentrant, GrainType("mo.trigger")]
public sealed class TriggerGrain(TriggerRegistry registry, ObjectCatalogue catalogue, ITriggerReads reads, TimeProvider time)
    : Grain, ITriggerGrain
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<TriggerFailure>> RunAsync(TriggerCall call, CancellationToken cancellation)
    {
        var registrations = registry.At(call.Stage);
        if (registrations.IsEmpty)
            return [];

        var left = call.Deadline - time.GetUtcNow();
        using var budget = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellation);
        var context = new TriggerContext
        {
            EventType = TriggerSpelling.Of(call.Stage.EventType),
            RequestType = TriggerSpelling.Of(call.Stage.Request),
            RoleType = call.Stage.RoleType,
            Uuid = call.Object.Uuid,
            Request = JsonElement.Parse(call.Request.AsSpan()),
            Result = call.Result is { } result ? JsonElement.Parse(result.AsSpan()) : null,
            EmployeeUuid = call.Employee,
            OrgUnitUuid = call.OrgUnit,
            Actor = call.Actor.Uuid,
            Objects = new TriggerObjects(GrainFactory, catalogue, reads, call),
        };
        return await TriggerRun.RunAsync(registrations, call, context, time, both.Token);
    }
}
