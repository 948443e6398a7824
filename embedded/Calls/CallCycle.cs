using MoCluster.Embedded.Activations;

namespace MoCluster.Embedded.Calls;

/// <summary>Finds calls that wait for each other: each runs in a grain that lets no other call in while it waits for the next.</summary>
internal static class CallCycle
{
    /// <summary>The cycle that a call is in, in words; null if it is in none.</summary>
    public static string? Find(RequestCall call, PendingCalls pending)
    {
        if (call.Sender is null || call.At is null)
            return null;

        var byCaller = pending.Snapshot().Where(other => other.Sender is not null).ToLookup(other => other.Sender!);
        var path = new List<RequestCall>();
        return Reaches(call, call.Sender, byCaller, path, [])
            ? string.Join(" → ", path.Select(step => $"{step.Sender!.GrainId} calls {step}"))
            : null;
    }

    private static bool Reaches(
        RequestCall call, Activation start, ILookup<Activation, RequestCall> byCaller, List<RequestCall> path, HashSet<Activation> seen)
    {
        // Where a grain lets others in, nothing waits for anything.
        if (call.At is not { } at || (!at.IsBlocked && !ReferenceEquals(at, start)))
            return false;

        path.Add(call);
        if (ReferenceEquals(at, start) && at.IsBlocked)
            return true;

        if (seen.Add(at) && byCaller[at].Any(next => Reaches(next, start, byCaller, path, seen)))
            return true;

        path.RemoveAt(path.Count - 1);
        return false;
    }
}
