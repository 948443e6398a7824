using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Pipeline;
using MoCluster.Grains.Objects.Planning;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>
/// The steps of a group of lines: plan, before triggers, one commit, after triggers. When another change came between the plan and the commit, the
/// group is planned again; when the commit cannot be made with a line, the line is refused and the others go on.
/// </summary>
/// <param name="planner">Plans.</param>
/// <param name="remembered">The objects that the process saw last.</param>
/// <param name="triggers">Runs triggers.</param>
/// <param name="committer">Writes commits.</param>
/// <param name="options">How often a group is planned again.</param>
/// <param name="log">Logs what goes wrong.</param>
public sealed class ImportCommits(
    ImportPlanner planner,
    RememberedObjects remembered,
    ImportTriggers triggers,
    MutationCommitter committer,
    ObjectOptions options,
    ILogger<ImportCommits> log)
{
    private static readonly MutationRequest NoRequest = MutationRequest.Parse([.. "{}"u8]);

    /// <summary>The same steps over another store.</summary>
    /// <param name="others">Plans.</param>
    /// <param name="seen">The objects that were seen last.</param>
    /// <param name="writer">Writes commits.</param>
    internal ImportCommits With(ImportPlanner others, RememberedObjects seen, MutationCommitter writer) =>
        new(others, seen, triggers, writer, options, log);

    /// <summary>Plans a group, runs its before triggers, and hands its commit to the store.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="absent">Whether an object is supposed not to exist.</param>
    /// <param name="request">The import.</param>
    /// <param name="outcome">Gets what is known already of the lines.</param>
    /// <param name="cancellation">Ends reads and triggers.</param>
    internal async ValueTask<CommitUnderWay> BeginAsync(
        ImmutableArray<ImportLine> lines, Func<ObjectKey, bool> absent, ImportRequest request, ImportCounts outcome, CancellationToken cancellation)
    {
        var reads = remembered.Begin(fresh: false, cancellation);
        foreach (var line in lines.Where(line => absent(line.Object)))
            reads.Suppose(line.Object);
        return await BeginAsync(lines, reads, request, outcome, cancellation);
    }

    /// <summary>Waits for a commit and finishes its group.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="request">The import.</param>
    /// <param name="outcome">Gets what became of the lines.</param>
    /// <param name="cancellation">Ends reads and before triggers.</param>
    internal async ValueTask FinishAsync(CommitUnderWay commit, ImportRequest request, ImportCounts outcome, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await commit.Outcome;
            if (result is null)
                return;
            if (result.Committed)
            {
                outcome.Committed(commit.Plan.Changes);
                if (!request.Triggerless)
                    outcome.AfterTriggerFailures += await triggers.AfterAsync(commit.Plan.Changes, TimesOf(commit.Plan, result), Mutation(request));
                return;
            }
            log.ImportCommitRefused(commit.Lines.Length, result.Refusal.Found, request.Actor.Trace);
            var left = Blame(commit, result.Refusal, isLast: attempt > options.Reruns, outcome);
            if (left.IsEmpty)
                return;
            commit = await BeginAsync(left, remembered.Begin(fresh: true, cancellation), request, outcome, cancellation);
        }
    }

    private async ValueTask<CommitUnderWay> BeginAsync(
        ImmutableArray<ImportLine> lines, MutationReads reads, ImportRequest request, ImportCounts outcome, CancellationToken cancellation)
    {
        await reads.RecallAsync(lines.SelectMany(line => line.Targets.Prepend(line.Object)));
        var mutation = Mutation(request);
        var plan = await planner.PlanAsync(lines, reads, cancellation);
        if (!request.Triggerless)
        {
            var before = plan.Refused.Count;
            if (await triggers.KnowAsync(cancellation) is { } unknown)
            {
                foreach (var change in plan.Changes)
                    plan.Refused.Add(change.Object, unknown);
            }
            plan = plan with { Changes = triggers.Request(plan.Changes.RemoveAll(change => plan.Refused.ContainsKey(change.Object))) };
            await triggers.BeforeAsync(plan.Changes, mutation, plan.Refused, cancellation);
            if (plan.Refused.Count > before)
                plan = await planner.SortAsync(plan, reads);
        }
        outcome.Unchanged += plan.Unchanged;
        var left = ImmutableArray.CreateBuilder<ImportLine>(lines.Length);
        var changed = plan.Changes.Select(change => change.Object).ToHashSet();
        foreach (var line in lines)
        {
            if (plan.Refused.TryGetValue(line.Object, out var refusal))
                outcome.Refuse(line, refusal);
            else if (changed.Contains(line.Object))
                left.Add(line);
        }
        var made = new MutationPlan { Subject = lines[0].Object, Changes = plan.Changes, Preconditions = plan.Preconditions, IsGroup = true };
        return new CommitUnderWay(left.DrainToImmutable(), made, CommitAsync(made, mutation));
    }

    private Task<CommitResult?> CommitAsync(MutationPlan plan, Mutation mutation) => committer.CommitAsync(
        plan, new MutationRun(plan.Subject, mutation, NoRequest, [], DateTimeOffset.MaxValue, DateTimeOffset.MaxValue)).AsTask();

    /// <summary>Sorts out the line because of which a commit was refused, where no further attempt can help.</summary>
    private ImmutableArray<ImportLine> Blame(CommitUnderWay commit, CommitRefusal refused, bool isLast, ImportCounts outcome)
    {
        var refusal = CommitVerdict.Judge(refused, commit.Plan, planner.References, isLast);
        if (refusal is not null && CommitVerdict.Find(refused, commit.Plan) is { } guilty)
        {
            outcome.Refuse(commit.Lines.First(line => line.Object == guilty.Object), refusal);
            return commit.Lines.RemoveAll(line => line.Object == guilty.Object);
        }
        if (!isLast)
            return commit.Lines;
        foreach (var line in commit.Lines)
        {
            outcome.Refuse(line, new Refusal(
                RefusalCode.Contended, $"Other changes came between, {options.Reruns + 1} times. The line was not imported; try again.", Retriable: true));
        }
        return [];
    }

    private static Func<ObjectChange, DateTimeOffset> TimesOf(MutationPlan plan, CommitResult result)
    {
        // The commit has the changes in reverse (MutationCommitter).
        var times = plan.Changes.Reverse().Zip(result.RegistrationTimes).ToDictionary(pair => pair.First.Object, pair => pair.Second);
        return change => times[change.Object];
    }

    private static Mutation Mutation(ImportRequest request) => new()
    {
        Kind = MutationKind.Create,
        Request = NoRequest.Bytes,
        Actor = request.Actor,
        Priority = request.Priority,
        Triggerless = request.Triggerless,
    };
}
