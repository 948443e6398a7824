using MoCluster.Simulator.Activations;

namespace MoCluster.Simulator.Calls;

/// <summary>
/// Finds calls that wait for each other: each runs in a grain that lets no other call in until the next call of the cycle returns.
/// </summary>
internal static class CallCycle
{
    /// <summary>The cycle that contains a call, in words; null when there is none.</summary>
    public static string? Find(RequestCall call, PendingCalls pending)
    {
        // Most calls that time out are in no cycle, and do not justify examining all others.
        if (call.Sender is not { IsBlocked: true } || call.At is not { IsBlocked: true })
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
        // A grain that lets other calls in does not make anything wait.
        if (call.At is not { IsBlocked: true } at)
            return false;

        path.Add(call);
        if (ReferenceEquals(at, start))
            return true;

        if (seen.Add(at) && byCaller[at].Any(next => Reaches(next, start, byCaller, path, seen)))
            return true;

        path.RemoveAt(path.Count - 1);
        return false;
    }
}
