using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Stores.PostgreSql.Judging;

/// <summary>
/// Decides in which statements objects are locked. All silos lock in the order of the keys, whatever the mode; otherwise two of them could wait for each
/// other. So the ordered keys are cut into runs of one mode, and each run is a statement.
/// </summary>
internal static class LockPlan
{
    /// <summary>
    /// The most statements. If modes alternate more often, all objects are locked exclusively, which costs others more and is never wrong.
    /// </summary>
    public const int MaxRuns = 16;

    /// <summary>The runs, in order.</summary>
    /// <param name="objects">The objects in the order of their keys, and whether each is locked exclusively.</param>
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
