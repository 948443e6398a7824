using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Stores.PostgreSql.Batches;

/// <summary>
/// In which statements objects are locked. All silos lock in one order of the keys, whatever the mode, or two of them could wait for
/// each other: so the ordered keys are cut into runs of one mode, a statement each.
/// </summary>
internal static class LockPlan
{
    /// <summary>
    /// The most statements. Where modes alternate more often, all are locked exclusively: dearer for others, never wrong.
    /// </summary>
    public const int MaxRuns = 16;

    /// <summary>The runs, in order.</summary>
    /// <param name="objects">The objects, ascending, and whether each is locked exclusively.</param>
    public static IReadOnlyList<(bool Exclusive, IReadOnlyList<ObjectKey> Objects)> Runs(
        IReadOnlyList<(ObjectKey Object, bool Exclusive)> objects)
    {
        var runs = new List<(bool Exclusive, IReadOnlyList<ObjectKey> Objects)>();
        List<ObjectKey>? run = null;
        foreach (var (key, exclusive) in objects)
        {
            if (run is null || runs[^1].Exclusive != exclusive)
                runs.Add((exclusive, run = []));
            run.Add(key);
        }

        return runs.Count <= MaxRuns ? runs : [(true, [.. objects.Select(needed => needed.Object)])];
    }
}
