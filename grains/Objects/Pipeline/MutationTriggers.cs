using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Planning;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Triggers;

namespace MoCluster.Grains.Objects.Pipeline;

/// <summary>
/// Runs the triggers of a mutation on both sides of its commit, those of led objects before those of the leading one
/// (os2mo.md §3.1). A stage at which there is none costs no call.
/// </summary>
/// <param name="grains">Reaches the triggers.</param>
/// <param name="registry">Which triggers there are: the one that the trigger grains of this silo look into.</param>
/// <param name="time">By which budgets are judged.</param>
/// <param name="options">The budgets.</param>
/// <param name="log">Where refusals and failures are noted.</param>
public sealed class MutationTriggers(
    IGrainFactory grains, TriggerRegistry registry, TimeProvider time, ObjectOptions options, ILogger<MutationTriggers> log)
{
    /// <summary>Runs the before triggers until one refuses.</summary>
    /// <param name="plan">What is to be done.</param>
    /// <param name="mutation">The mutation.</param>
    /// <param name="budget">When the time that they share ends.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>The refusal; null when none refused.</returns>
    internal async ValueTask<Refusal?> BeforeAsync(
        MutationPlan plan, Mutation mutation, DateTimeOffset budget, CancellationToken cancellation)
    {
        foreach (var change in plan.Changes)
        {
            if (!Any(TriggerEventType.Before, change))
                continue;
            var call = Call(TriggerEventType.Before, plan, change, mutation, budget);
            ImmutableArray<TriggerFailure> failures;
            try
            {
                failures = await TriggersOf(call).RunAsync(call, cancellation);
            }
            catch (OrleansMessageRejectionException exception) when (!cancellation.IsCancellationRequested)
            {
                // A silo ended, not a trigger refused: nothing was done, and the same again will find another.
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
                    RefusalCode.TriggerRefused, $"Trigger '{failures[0].Trigger}' refused: {failures[0].Message}", change.Draft.Path);
            }
        }
        return null;
    }

    /// <summary>Runs the after triggers, all of them. They undo nothing, and a caller that has gone does not keep them from running.</summary>
    /// <param name="plan">What was done.</param>
    /// <param name="mutation">The mutation.</param>
    /// <param name="result">What came of it.</param>
    /// <returns>What failed.</returns>
    internal async ValueTask<ImmutableArray<TriggerFailure>> AfterAsync(MutationPlan plan, Mutation mutation, MutationResult result)
    {
        var budget = time.GetUtcNow() + options.AfterTriggerBudget;
        var failures = ImmutableArray.CreateBuilder<TriggerFailure>();
        foreach (var change in plan.Changes)
        {
            if (!Any(TriggerEventType.After, change))
                continue;
            var call = Call(TriggerEventType.After, plan, change, mutation, budget) with { Result = Result(change, result) };
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
                // The change stands, so that this can only be told, like what a trigger says.
                log.TriggersNotRun(call.Stage, change.Object, mutation.Actor.Trace, exception);
                failures.Add(new TriggerFailure(call.Stage.ToString(), $"The triggers could not be run: {exception.Message}"));
            }
        }
        return failures.ToImmutable();
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
        Employee = Derivation.Concerned("person", change.Object.Uuid, change.After, change.Before),
        OrgUnit = Derivation.Concerned("org_unit", change.Object.Uuid, change.After, change.Before),
        Actor = mutation.Actor,
        Chain = change.Object == plan.Subject
            ? mutation.Chain.Add(plan.Subject)
            : mutation.Chain.Add(plan.Subject).Add(change.Object),
        Deadline = deadline,
    };

    /// <summary>What triggers see as the result: that of their own object.</summary>
    private static ImmutableArray<byte> Result(ObjectChange change, MutationResult result) => JsonBytes.Plain.Write(
        (Change: change, Result: result),
        static (writer, what) =>
        {
            var (change, result) = what;
            writer.WriteStartObject();
            writer.WriteString("uuid", change.Object.Uuid);
            writer.WriteNumber("registration", change.Number);
            writer.WriteBoolean("changed", change.Changed);
            writer.WriteString("time", change.Changed || change.Row is null ? result.Time : change.Row.Time);
            writer.WriteEndObject();
        });
}
