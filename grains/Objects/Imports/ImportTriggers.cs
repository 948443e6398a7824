using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Pipeline;
using MoCluster.Grains.Objects.Planning;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>
/// Runs the triggers of an import: those of each line as for a mutation of its object, several lines at a time. Triggers see one request for each
/// line (<see cref="ImportTriggerRequest"/>), <c>CREATE</c> where the object is new, and else <c>EDIT</c>.
/// </summary>
/// <param name="triggers">Runs the triggers of a mutation.</param>
/// <param name="objects">The triggers' budgets.</param>
/// <param name="options">How many run at the same time.</param>
/// <param name="time">The clock by which budgets are judged.</param>
public sealed class ImportTriggers(MutationTriggers triggers, ObjectOptions objects, ImportOptions options, TimeProvider time)
{
    /// <summary>Gives the changes for which triggers run the requests that triggers see.</summary>
    /// <param name="changes">The changes.</param>
    internal ImmutableArray<ObjectChange> Request(ImmutableArray<ObjectChange> changes) =>
        [.. changes.Select(change => triggers.Concern(change) ? change.Requested(ImportTriggerRequest.Write(change)) : change)];

    /// <summary>Waits until this silo knows which triggers to run.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The refusal when it is not known in time; null when it is known.</returns>
    internal ValueTask<Refusal?> KnowAsync(CancellationToken cancellation) =>
        triggers.KnowAsync(time.GetUtcNow() + objects.TriggerBudget, cancellation);

    /// <summary>Runs the before triggers of changes.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="mutation">The import, as a mutation.</param>
    /// <param name="refused">Gets the changes that a trigger vetoed, by their objects.</param>
    /// <param name="cancellation">Ends the run.</param>
    internal async ValueTask BeforeAsync(
        ImmutableArray<ObjectChange> changes, Mutation mutation, Dictionary<ObjectKey, Refusal> refused, CancellationToken cancellation)
    {
        var concerned = changes.Where(triggers.Concern).ToArray();
        for (var at = 0; at < concerned.Length; at += options.TriggerConcurrency)
        {
            var some = concerned.Skip(at).Take(options.TriggerConcurrency).ToArray();
            var refusals = await Task.WhenAll(some.Select(change => triggers.BeforeAsync(
                Alone(change), mutation, time.GetUtcNow() + objects.TriggerBudget, cancellation).AsTask()));
            for (var i = 0; i < some.Length; i++)
            {
                if (refusals[i] is { } refusal)
                    refused[some[i].Object] = refusal with { Path = null };
            }
        }
    }

    /// <summary>Runs the after triggers of changes that were committed.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="times">When their last registrations were made.</param>
    /// <param name="mutation">The import, as a mutation.</param>
    /// <returns>How many triggers failed.</returns>
    internal async ValueTask<int> AfterAsync(
        ImmutableArray<ObjectChange> changes, Func<ObjectChange, DateTimeOffset> times, Mutation mutation)
    {
        var concerned = changes.Where(triggers.Concern).ToArray();
        var failures = 0;
        for (var at = 0; at < concerned.Length; at += options.TriggerConcurrency)
        {
            var failed = await Task.WhenAll(concerned.Skip(at).Take(options.TriggerConcurrency).Select(change => triggers.AfterAsync(
                Alone(change), mutation, Alone(change).Result(times(change), times(change))).AsTask()));
            failures += failed.Sum(some => some.Length);
        }
        return failures;
    }

    private static MutationPlan Alone(ObjectChange change) => new()
    {
        Subject = change.Object,
        Changes = [change],
    };
}
