using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Planning;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Grains.Objects.Pipeline;

/// <summary>
/// The steps of a mutation (docs/architecture.md §6): kept result, validation, before triggers, one commit of registrations, events and result,
/// doorbell, after triggers. Only the commit's preconditions make it correct; what the process remembers of objects merely saves reads.
/// </summary>
/// <param name="remembered">The objects that earlier mutations saw.</param>
/// <param name="planner">Validates.</param>
/// <param name="triggers">Runs triggers.</param>
/// <param name="committer">Writes the commit.</param>
/// <param name="options">The limits.</param>
/// <param name="time">The clock by which deadlines are judged.</param>
/// <param name="log">Logs reruns.</param>
public sealed class MutationPipeline(
    RememberedObjects remembered,
    MutationPlanner planner,
    MutationTriggers triggers,
    MutationCommitter committer,
    ObjectOptions options,
    TimeProvider time,
    ILogger<MutationPipeline> log)
{
    /// <summary>Runs a mutation, and runs it again as a whole when another change came between.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="mutation">The mutation.</param>
    /// <param name="deadline">After this instant nothing commits.</param>
    /// <param name="cancellation">Ends reads and triggers, but never a commit.</param>
    /// <exception cref="StoreUnavailableException">Nothing was done.</exception>
    /// <exception cref="CommitOutcomeUnknownException">The mutation may have been committed or not.</exception>
    internal async ValueTask<Outcome<MutationResult>> RunAsync(
        ObjectKey subject, Mutation mutation, DateTimeOffset deadline, CancellationToken cancellation)
    {
        var start = time.GetUtcNow();
        using var request = MutationRequest.Parse(mutation.Request);
        var run = new MutationRun(
            subject,
            mutation,
            request,
            mutation.Idempotency is null ? [] : RequestHash.Of(subject, mutation, request),
            deadline,
            TriggerDeadline: deadline - start < options.TriggerBudget ? deadline : start + options.TriggerBudget);
        for (var reruns = 0; ; reruns++)
        {
            if (await TryAsync(run, reruns, cancellation) is { } outcome)
                return outcome;
            if (reruns == options.Reruns)
            {
                log.MutationContended(mutation.Kind, subject, reruns + 1, mutation.Actor.Trace);
                return new Refusal(
                    RefusalCode.Contended, $"Other changes came between, {reruns + 1} times. Nothing was done; try again.", Retriable: true);
            }
            if (options.RerunDelay > TimeSpan.Zero)
                await Task.Delay(options.RerunDelay * (1 << Math.Min(reruns, 10)), time, cancellation);
        }
    }

    /// <summary>Runs a mutation once; null when another change came between.</summary>
    private async ValueTask<Outcome<MutationResult>?> TryAsync(MutationRun run, int reruns, CancellationToken cancellation)
    {
        var mutation = run.Mutation;
        if (await committer.FindResultAsync(run, cancellation) is { } kept)
            return kept;
        var reads = remembered.Begin(fresh: reruns > 0, cancellation);
        var planned = await planner.PlanAsync(run.Subject, mutation, run.Request, reads);
        if (!planned.Succeeded)
            return await RefuseAsync(planned.Refusal, reads);
        var plan = planned.Value;
        var refusal = mutation.Triggerless ? null : await triggers.BeforeAsync(plan, mutation, run.TriggerDeadline, cancellation);
        if (time.GetUtcNow() >= run.Deadline)
            return TooLate(refusal);
        if (refusal is not null)
            return await RefuseAsync(refusal, reads);
        var committed = await committer.CommitAsync(plan, run);
        for (var again = 0; again < options.Recomparisons && await RecompareAsync(committed, plan, run, cancellation) is { } renewed; again++)
        {
            if (!renewed.Succeeded)
                return renewed.Refusal;
            plan = renewed.Value;
            committed = await committer.CommitAsync(plan, run);
        }
        if (committed is { Committed: false })
        {
            if (CommitVerdict.Judge(committed.Refusal, plan, planner.Rules, isLast: reruns == options.Reruns) is { } broken)
                return broken;
            log.MutationRerun(mutation.Kind, run.Subject, committed.Refusal.Found, mutation.Actor.Trace);
            return null;
        }
        if (committed is null && !await reads.AreCurrentAsync())
            return null;
        var result = committer.ResultOf(plan, committed);
        return mutation.Triggerless
            ? result
            : result with { AfterTriggerFailures = await triggers.AfterAsync(plan, mutation, result) };
    }

    /// <summary>
    /// Plans again after a commit was refused because more objects came with which a rule compares this one.
    /// </summary>
    /// <returns>
    /// The same plan, compared with the new objects too, or what the comparison found wrong. Null when the commit was not refused for this
    /// reason, or when the mutation would now do something else and must run again as a whole.
    /// </returns>
    private async ValueTask<Outcome<MutationPlan>?> RecompareAsync(
        CommitResult? refused, MutationPlan plan, MutationRun run, CancellationToken cancellation)
    {
        if (refused?.Refusal?.Precondition is not Precondition.ReferencedOnlyBy || time.GetUtcNow() >= run.Deadline)
            return null;
        var renewed = await planner.PlanAsync(run.Subject, run.Mutation, run.Request, remembered.Begin(fresh: true, cancellation));
        // Before triggers do not see the new objects, so their answers about the same plan still hold.
        return !renewed.Succeeded || renewed.Value.ComesToTheSameAs(plan) ? renewed : null;
    }

    /// <summary>Returns the refusal; null when it is based on remembered objects that have changed since.</summary>
    private static async ValueTask<Outcome<MutationResult>?> RefuseAsync(Refusal refusal, MutationReads reads)
    {
        if (!await reads.AreCurrentAsync())
            return null;
        return refusal;
    }

    private static Refusal TooLate(Refusal? refusal) => new(
        RefusalCode.DeadlineExceeded,
        "The time of the mutation was over before it could be committed"
        + (refusal is null ? ". Nothing was done." : $", while its triggers ran. Nothing was done. ({refusal.Message})"),
        Retriable: true);
}
