using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Events;
using MoCluster.Grains.Objects.Planning;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Pipeline;

/// <summary>
/// The way of a mutation (DESIGN.md §6): kept result, validation, before triggers, one commit of registrations, events and result,
/// doorbell, after triggers. Correctness rests on the commit's preconditions alone; what a process remembers of objects saves reads.
/// </summary>
/// <param name="store">Where it becomes true.</param>
/// <param name="catalogue">The types there are.</param>
/// <param name="remembered">What earlier mutations saw.</param>
/// <param name="planner">Validates.</param>
/// <param name="triggers">Runs triggers.</param>
/// <param name="doorbell">Rings after the commit.</param>
/// <param name="identifiers">Names commits and events.</param>
/// <param name="time">By which deadlines are judged.</param>
/// <param name="options">The limits.</param>
/// <param name="log">Where reruns are noted.</param>
public sealed class MutationPipeline(
    IStore store,
    ObjectCatalogue catalogue,
    RememberedObjects remembered,
    MutationPlanner planner,
    MutationTriggers triggers,
    Doorbell doorbell,
    IIdentifierSource identifiers,
    TimeProvider time,
    ObjectOptions options,
    ILogger<MutationPipeline> log)
{
    /// <summary>Runs a mutation, again as a whole when another change came between.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="mutation">The mutation.</param>
    /// <param name="deadline">After this nothing commits.</param>
    /// <param name="cancellation">Reaches reads and triggers, never a commit.</param>
    /// <exception cref="StoreUnavailableException">Nothing was done.</exception>
    /// <exception cref="CommitOutcomeUnknownException">Whether it was done could not be learnt.</exception>
    internal async ValueTask<Outcome<MutationResult>> RunAsync(
        ObjectKey subject, Mutation mutation, DateTimeOffset deadline, CancellationToken cancellation)
    {
        var start = time.GetUtcNow();
        var limits = new Limits(deadline, deadline - start < options.TriggerBudget ? deadline : start + options.TriggerBudget);
        var hash = mutation.Idempotency is null ? [] : RequestHash.Of(subject, mutation);
        for (var run = 0; ; run++)
        {
            if (await TryAsync(subject, mutation, hash, limits, run, cancellation) is { } outcome)
                return outcome;
            if (run == options.Reruns)
            {
                log.MutationContended(mutation.Kind, subject, run + 1, mutation.Actor.Trace);
                return new Refusal(
                    RefusalCode.Contended, $"Other changes came between, {run + 1} times. Nothing was done; try again.", Retriable: true);
            }
            if (options.RerunDelay > TimeSpan.Zero)
                await Task.Delay(options.RerunDelay * (1 << Math.Min(run, 10)), time, cancellation);
        }
    }

    /// <summary>Runs a mutation once; null when another change came between.</summary>
    private async ValueTask<Outcome<MutationResult>?> TryAsync(
        ObjectKey subject,
        Mutation mutation,
        ImmutableArray<byte> hash,
        Limits limits,
        int run,
        CancellationToken cancellation)
    {
        if (mutation.Idempotency is { } key && await store.ReadResultAsync(key, cancellation) is { } kept)
            return Kept(kept, hash);
        var reads = new MutationReads(store, catalogue, remembered, fresh: run > 0, cancellation);
        var planned = await planner.PlanAsync(subject, mutation, reads);
        if (!planned.Succeeded)
            return await RefuseAsync(planned.Refusal, reads);
        var plan = planned.Value;
        var refusal = mutation.Triggerless ? null : await triggers.BeforeAsync(plan, mutation, limits.Triggers, cancellation);
        if (time.GetUtcNow() >= limits.Deadline)
            return TooLate(refusal);
        if (refusal is not null)
            return await RefuseAsync(refusal, reads);
        DateTimeOffset? at = null;
        if (MutationCommit.Of(plan, mutation, hash, identifiers, store.Now) is { } commit)
        {
            var committed = await store.CommitAsync(commit);
            for (var again = 0; again < options.Recomparisons
                && await RecompareAsync(committed, plan, subject, mutation, limits.Deadline, cancellation) is { } renewed; again++)
            {
                if (!renewed.Succeeded)
                    return renewed.Refusal;
                plan = renewed.Value;
                commit = MutationCommit.Of(plan, mutation, hash, identifiers, store.Now)!;
                committed = await store.CommitAsync(commit);
            }
            if (!committed.Committed)
            {
                if (CommitVerdict.Judge(committed.Refusal, plan, planner.Rules, run == options.Reruns) is { } broken)
                    return broken;
                log.MutationRerun(mutation.Kind, subject, committed.Refusal.Found, mutation.Actor.Trace);
                return null;
            }
            doorbell.Ring(committed.Events);
            at = committed.RegistrationTimes.IsEmpty ? null : committed.RegistrationTimes[0];
            Learn(commit.Registrations, committed.RegistrationTimes);
        }
        else if (!await reads.AreCurrentAsync())
        {
            return null;
        }
        var result = plan.Result(at, store.Now);
        return mutation.Triggerless
            ? result
            : result with { AfterTriggerFailures = await triggers.AfterAsync(plan, mutation, result) };
    }

    /// <summary>
    /// The plan of a mutation whose commit was refused because further objects came with which a rule compares it: the same plan, compared
    /// with them too, or what the comparison finds wrong. Null when that is not why, or when the mutation comes to something else now and has to be
    /// run again as a whole.
    /// </summary>
    private async ValueTask<Outcome<MutationPlan>?> RecompareAsync(
        CommitResult refused, MutationPlan plan, ObjectKey subject, Mutation mutation, DateTimeOffset deadline, CancellationToken cancellation)
    {
        if (refused.Refusal?.Precondition is not Precondition.ReferencedOnlyBy || time.GetUtcNow() >= deadline)
            return null;
        var renewed = await planner.PlanAsync(subject, mutation, new MutationReads(store, catalogue, remembered, fresh: true, cancellation));
        // Before triggers saw nothing of those others, so that what they said of the same plan stands.
        return !renewed.Succeeded || renewed.Value.ComesToTheSameAs(plan) ? renewed : null;
    }

    /// <summary>The refusal; null where it rests on what is so no longer.</summary>
    private static async ValueTask<Outcome<MutationResult>?> RefuseAsync(Refusal refusal, MutationReads reads)
    {
        if (!await reads.AreCurrentAsync())
            return null;
        return refusal;
    }

    private void Learn(ImmutableArray<RegistrationWrite> made, ImmutableArray<DateTimeOffset> times)
    {
        for (var i = 0; i < made.Length; i++)
        {
            var write = made[i];
            remembered.Learn(new ObjectRow(write.Object, write.Number, times[i], write.Operation, write.State, write.Presence));
        }
    }

    private static Outcome<MutationResult> Kept(KeptResult kept, ImmutableArray<byte> hash) =>
        kept.RequestHash.AsSpan().SequenceEqual(hash.AsSpan())
            ? ResultDocument.Decode(kept)
            : new Refusal(RefusalCode.IdempotencyConflict, "The idempotency key was used before, within a week, with another request. "
                + "Nothing was done; give every request a key of its own, and the same key only to repeat it.");

    private static Refusal TooLate(Refusal? refusal) => new(
        RefusalCode.DeadlineExceeded,
        "The time of the mutation was over before it could be committed"
        + (refusal is null ? ". Nothing was done." : $", as its triggers ran. Nothing was done. ({refusal.Message})"),
        Retriable: true);

    /// <summary>When what must have ended.</summary>
    private readonly record struct Limits(DateTimeOffset Deadline, DateTimeOffset Triggers);
}
