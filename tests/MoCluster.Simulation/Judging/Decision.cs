using MoCluster.Grains.Storage.Listeners;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Judging;

/// <summary>A group's commit that is to be judged, with everything that was durable before it.</summary>
/// <param name="Made">The commit.</param>
/// <param name="Write">What it writes about the group.</param>
/// <param name="Group">The group before it.</param>
/// <param name="Requests">The requests of clients.</param>
/// <param name="Record">The run.</param>
internal sealed record Decision(DurableCommit Made, GroupWrite Write, DurableGroup Group, QueueRequestIndex Requests, RunRecord Record)
{
    private readonly Dictionary<DurableListener, IReadOnlySet<long>> _settled = [];
    private DurableLease[]? _ended;

    /// <summary>When it was made, in the order of the history.</summary>
    public long Moment => Made.Moment;

    /// <summary>The leases that it ends.</summary>
    public IReadOnlyList<DurableLease> Ended => _ended ??= [.. Group.EndedBy(Write)];

    /// <summary>What it writes about a listener; null for nothing.</summary>
    public ListenerProgress? ProgressOf(DurableListener listener) =>
        Write.Listeners.FirstOrDefault(progress => progress.Listener == listener.Definition.Uuid);

    /// <summary>The open numbers of a listener that it settles.</summary>
    public IReadOnlySet<long> SettledOf(DurableListener listener)
    {
        if (!_settled.TryGetValue(listener, out var settled))
            _settled.Add(listener, settled = ProgressOf(listener) is { } progress ? listener.SettledBy(progress).ToHashSet() : []);
        return settled;
    }

    /// <summary>The beginning of a violation's text.</summary>
    public string Of(DurableListener listener) => $"{Made.Client}, {TranscriptText.Of(listener.Definition.Uuid)}:";
}
