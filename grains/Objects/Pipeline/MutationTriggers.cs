using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Planning;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Triggers;

namespace MoCluster.Grains.Objects.Pipeline;

/// <summary>
/// Runs the triggers of a mutation before and after its commit, those of led objects before those of the leading object (docs/os2mo.md §7). A
/// stage without triggers costs no call.
/// </summary>
/// <param name="grains">Reaches the trigger grains.</param>
/// <param name="registry">The registered triggers. The trigger grains of this silo use the same registry.</param>
/// <param name="time">The clock by which budgets are judged.</param>
/// <param name="options">The budgets.</param>
/// <param name="log">Logs refusals and failures.</param>
public sealed class MutationTriggers(
    IGrainFactory grains, TriggerRegistry registry, TimeProvider time, ObjectOptions options, ILogger<MutationTriggers> log)
{
    /// <summary>Runs the before triggers until one refuses.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="mutation">The mutation.</param>
    /// <param name="deadline">The instant at which the triggers' shared budget ends.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>The refusal; null when no trigger refused.</returns>
    internal async ValueTask<Refusal?> BeforeAsync(
        MutationPlan plan, Mutation mutation, DateTimeOffset deadline, CancellationToken cancellation)
    {
        if (await KnowAsync(deadline, cancellation) is { } unknown)
            return unknown;
        foreach (var change in plan.Changes)
        {
            if (!Any(TriggerEventType.Before, change))
                continue;
            var call = Call(TriggerEventType.Before, plan, change, mutation, deadline);
            ImmutableArray<TriggerFailure> failures;
            try
            {
                failures = await TriggersOf(call).RunAsync(call, cancellation);
            }
            catch (OrleansMessageRejectionException exception) when (!cancellation.IsCancellationRequested)
            {
                // A silo ended; no trigger refused. Nothing was done, and a repeated call will find another silo.
                log.TriggersNotRun(call.Stage, change.Object, mutation.Actor.Trace, exception);
                return new Refusal(
                    RefusalCode.Overloaded,
                    $"The triggers of {call.Stage} cannot be reached now. Nothing was done. Try again in a moment.",
                    change.Draft.Path,
                    Retriable: true);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                log.TriggersNotRun(call.Stage, change.Object, mutation.Actor.Trace, exception);
                return new Refusal(
                    RefusalCode.TriggerRefused,
                    $"The triggers of {call.Stage} could not be run: {exception.Message}",
                    change.Draft.Path,
                    Retriable: true);
            }
            cancellation.ThrowIfCancellationRequested();
            if (!failures.IsEmpty)
            {
                log.BeforeTriggerRefused(failures[0].Trigger, call.Stage, change.Object, failures[0].Message, mutation.Actor.Trace);
                return new Refusal(
                    RefusalCode.TriggerRefused,
                    $"Trigger '{failures[0].Trigger}' refused: {failures[0].Message}",
                    change.Draft.Path,
                    Description: failures[0].Message,
                    Details: failures[0].Details);
            }
        }
        return null;
    }

    /// <summary>What a mutation's commit stores for the after triggers whose calls are made later, in the order in which after triggers run.</summary>
    /// <param name="plan">The plan that is about to be committed.</param>
    /// <param name="mutation">The mutation.</param>
    internal ImmutableArray<DeliveryWrite> Deliveries(MutationPlan plan, Mutation mutation)
    {
        if (mutation.Triggerless || !registry.AnyStored)
            return [];
        var deliveries = ImmutableArray.CreateBuilder<DeliveryWrite>();
        foreach (var change in plan.Changes)
        {
            var stored = registry.StoredAt(StageOf(TriggerEventType.After, change));
            if (stored.IsEmpty)
                continue;
            var call = Call(TriggerEventType.After, plan, change, mutation, DateTimeOffset.MaxValue);
            foreach (var delivery in stored.Select(trigger => trigger.Delivery!))
            {
                foreach (var (payload, route) in delivery.Write(call))
                    deliveries.Add(new DeliveryWrite(delivery.Registration, change.Object, payload, route));
            }
        }

        return deliveries.DrainToImmutable();
    }

    /// <summary>Runs all after triggers. They undo nothing, and they run even if the caller has gone.</summary>
    /// <param name="plan">The plan that was committed.</param>
    /// <param name="mutation">The mutation.</param>
    /// <param name="result">The result of the mutation.</param>
    /// <returns>The failures.</returns>
    internal async ValueTask<ImmutableArray<TriggerFailure>> AfterAsync(MutationPlan plan, Mutation mutation, MutationResult result)
    {
        var deadline = time.GetUtcNow() + options.AfterTriggerBudget;
        var failures = ImmutableArray.CreateBuilder<TriggerFailure>();
        foreach (var change in plan.Changes)
        {
            if (!Any(TriggerEventType.After, change))
                continue;
            var call = Call(TriggerEventType.After, plan, change, mutation, deadline) with { Result = Result(change, result) };
            try
            {
                foreach (var failure in await TriggersOf(call).RunAsync(call, CancellationToken.None))
                {
                    log.AfterTriggerFailed(failure.Trigger, call.Stage, change.Object, failure.Message, mutation.Actor.Trace);
                    failures.Add(failure);
                }
            }
            catch (Exception exception)
            {
                // The change is committed, so this can only be reported, like the failure of a trigger.
                log.TriggersNotRun(call.Stage, change.Object, mutation.Actor.Trace, exception);
                failures.Add(new TriggerFailure(call.Stage.ToString(), $"The triggers could not be run: {exception.Message}"));
            }
        }
        return failures.ToImmutable();
    }

    /// <summary>Whether any trigger runs for a change, before its commit, after it, or later.</summary>
    /// <param name="change">The change.</param>
    internal bool Concern(ObjectChange change) =>
        Any(TriggerEventType.Before, change) || Any(TriggerEventType.After, change)
        || (registry.AnyStored && !registry.StoredAt(StageOf(TriggerEventType.After, change)).IsEmpty);

    /// <summary>Waits until this silo knows which triggers to run.</summary>
    /// <param name="deadline">The instant at which the wait ends.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The refusal when it is not known in time; null when it is known.</returns>
    internal async ValueTask<Refusal?> KnowAsync(DateTimeOffset deadline, CancellationToken cancellation) =>
        registry.Copy.IsCurrent || await KnowsTriggersAsync(deadline, cancellation)
            ? null
            : new Refusal(
                RefusalCode.Overloaded,
                "The registry of HTTP triggers cannot be reached, so it is not known which triggers to run. Nothing was done. Try again in a moment.",
                Retriable: true);

    /// <summary>Waits until this silo knows the triggers of endpoints; false when the time for triggers was over first.</summary>
    private async ValueTask<bool> KnowsTriggersAsync(DateTimeOffset deadline, CancellationToken cancellation)
    {
        var left = deadline - time.GetUtcNow();
        using var budget = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellation);
        try
        {
            await registry.Copy.WaitAsync(both.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private bool Any(TriggerEventType type, ObjectChange change) => !registry.At(StageOf(type, change)).IsEmpty;

    private static TriggerStage StageOf(TriggerEventType type, ObjectChange change) => new(type, change.Type.RoleType, change.Draft.Kind);

    private ITriggerGrain TriggersOf(TriggerCall call) => grains.GetGrain<ITriggerGrain>(call.Stage.ToString());

    private static TriggerCall Call(
        TriggerEventType type, MutationPlan plan, ObjectChange change, Mutation mutation, DateTimeOffset deadline) => new()
    {
        Stage = StageOf(type, change),
        Object = change.Object,
        Request = change.Request,
        Employee = change.Concerned("person"),
        OrgUnit = change.Concerned("org_unit"),
        Actor = mutation.Actor,
        Chain = change.Object == plan.Subject || plan.IsGroup
            ? mutation.Chain.Add(change.Object)
            : mutation.Chain.Add(plan.Subject).Add(change.Object),
        Deadline = deadline,
        Before = change.Row?.Number ?? 0,
    };

    /// <summary>The result as triggers see it: that of their own object.</summary>
    private static ImmutableArray<byte> Result(ObjectChange change, MutationResult result) => JsonBytes.Plain.Write(
        (Change: change, Result: result),
        static (writer, content) =>
        {
            var (change, result) = content;
            writer.WriteStartObject();
            writer.WriteString("uuid", change.Object.Uuid);
            writer.WriteNumber("registration", change.Number);
            writer.WriteBoolean("changed", change.Changed);
            writer.WriteString("time", change.Changed || change.Row is null ? result.Time : change.Row.Time);
            writer.WriteEndObject();
        });
}
