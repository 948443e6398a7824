using MoCluster.GrainInterfaces;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Planning;
using MoCluster.Grains.Objects.Rules;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Grains.Objects.Pipeline;

/// <summary>
/// Says what a refused commit means for its mutation. Mostly another change came between the planner's reads and the commit. Then the rerun's
/// planner says what is wrong, in better words and before any trigger runs again, or finds that nothing is wrong.
/// </summary>
internal static class CommitVerdict
{
    /// <summary>Judges a refused commit.</summary>
    /// <param name="refused">The store's reason.</param>
    /// <param name="plan">The plan that the commit wrote.</param>
    /// <param name="rules">Words the refusals of references.</param>
    /// <param name="isLast">Whether there is no further rerun.</param>
    /// <returns>The refusal; null when another change came between.</returns>
    /// <exception cref="InvalidOperationException">The commit had no such precondition.</exception>
    public static Refusal? Judge(CommitRefusal refused, MutationPlan plan, ReferenceRules rules, bool isLast) => refused.Precondition switch
    {
        Precondition.ObjectAt or Precondition.ResultFree or Precondition.ReferencedOnlyBy => null,
        // Unique keys cannot be read, so only the store knows that another object holds one.
        Precondition.KeyFree taken => Taken(taken, plan),
        Precondition.ActiveThroughout missing => isLast ? Missing(missing, refused, plan, rules) : null,
        Precondition.Unreferenced left => isLast ? Left(left, refused, plan, rules) : null,
        var other => throw new InvalidOperationException(
            $"The commit of a mutation was refused for the precondition {other}, which no mutation has ({refused.Found})."),
    };

    /// <summary>Finds the change because of which a commit was refused; null when none of them is to blame.</summary>
    /// <param name="refused">The store's reason.</param>
    /// <param name="plan">The plan that the commit wrote.</param>
    public static ObjectChange? Find(CommitRefusal refused, MutationPlan plan) => refused.Precondition switch
    {
        Precondition.KeyFree taken => plan.Changes.FirstOrDefault(change => change.Object == taken.Holder),
        Precondition.ActiveThroughout missing => plan.Changes.FirstOrDefault(change => Refers(change, missing)),
        Precondition.Unreferenced left => plan.Changes.FirstOrDefault(change => change.Object == left.Object),
        _ => null,
    };

    private static bool Refers(ObjectChange change, Precondition.ActiveThroughout missing) =>
        change.Added.Any(reference => reference.Target == missing.Object && reference.Interval == missing.Interval);

    private static Refusal? Missing(Precondition.ActiveThroughout missing, CommitRefusal refused, MutationPlan plan, ReferenceRules rules)
    {
        foreach (var change in plan.Changes)
        {
            foreach (var reference in change.Added)
            {
                if (reference.Target == missing.Object && reference.Interval == missing.Interval)
                    return rules.NotCovered(change, reference, refused.Found);
            }
        }
        return null;
    }

    private static Refusal Left(Precondition.Unreferenced left, CommitRefusal refused, MutationPlan plan, ReferenceRules rules) =>
        rules.StillReferenced(plan.Changes.First(change => change.Object == left.Object), refused.Holder, refused.Found);

    private static Refusal Taken(Precondition.KeyFree taken, MutationPlan plan)
    {
        var change = plan.Changes.First(change => change.Object == taken.Holder);
        var key = change.Type.UniqueKeys.First(key => key.Scope == taken.Key.Scope);
        return new Refusal(key.Code, key.Message, change.PathOf(key.Fields[0].Name));
    }
}
