using MoCluster.Grains.Storage.Listeners;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Judging;

/// <summary>A commit of a group that is to be judged, with all that was durable before it.</summary>
/// <param name="Made">The commit.</param>
/// <param name="Write">What it says of the group.</param>
/// <param name="Group">The group before it.</param>
/// <param name="Asks">What clients asked for.</param>
/// <param name="Record">The run.</param>
internal sealed record Decision(MadeCommit Made, GroupWrite Write, DurableGroup Group, AskIndex Asks, RunRecord Record)
{
    private readonly Dictionary<DurableListener, IReadOnlySet<long>> _settled = [];
    private DurableLease[]? _ended;

    /// <summary>When, in the order of the history.</summary>
    public long Moment => Made.Moment;

    /// <summary>The leases that it ends.</summary>
    public IReadOnlyList<DurableLease> Ended => _ended ??= [.. Group.EndedBy(Write)];

    /// <summary>What it says of a listener; null for nothing.</summary>
    public ListenerProgress? ProgressOf(DurableListener listener) =>
        Write.Listeners.FirstOrDefault(progress => progress.Listener == listener.Definition.Uuid);

    /// <summary>What it settles of what is open at a listener.</summary>
    public IReadOnlySet<long> SettledOf(DurableListener listener)
    {
        if (!_settled.TryGetValue(listener, out var settled))
            _settled.Add(listener, settled = ProgressOf(listener) is { } progress ? listener.SettledBy(progress).ToHashSet() : []);
        return settled;
    }

    /// <summary>The first words of a violation.</summary>
    public string Of(DurableListener listener) => $"{Made.Client}, {StoryText.Of(listener.Definition.Uuid)}:";
}
