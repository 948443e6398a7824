using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Status;

namespace MoCluster.Grains.Listeners.Groups;

/// <summary>
/// Reports the status of the group's queues to callers, and to <see cref="AwakeListeners"/> at most once a second and only while something
/// changes. It counts nothing itself, because the queues know their numbers.
/// </summary>
/// <param name="activation">The activation.</param>
internal sealed class GroupStatus(GroupActivation activation)
{
    private readonly GroupServices _services = activation.Services;
    private readonly Dictionary<Guid, ActivityMeter> _meters = [];
    private readonly Dictionary<Guid, ListenerActivity> _shown = [];
    private long _shownAt;
    private bool _isChanged;

    /// <summary>When the group must be shown again, soon after something changed, as a timestamp of the clock.</summary>
    public long NextShow => _isChanged ? _shownAt + activation.Ticks(_services.Options.ShowInterval) : long.MaxValue;

    /// <summary>A queue has changed, so that the group must be shown again.</summary>
    public void Changed() => _isChanged = true;

    /// <summary>Reads the status of a listener's queue for a caller.</summary>
    public async Task<Outcome<ListenerStatus>> ReadAsync(Actor actor, Guid listener)
    {
        if (await activation.Start.LoadForAsync(listener) is { } refusal)
            return refusal;
        if (activation.Check(actor, listener) is { } refused)
            return refused;
        if (activation.Queue is not { } queue || queue.Find(listener) is not { } queued)
            return GroupRefusals.NoSuchListener(listener, activation.Group);
        queue.Advance(_services.Store.Now);
        return StatusOf(queued);
    }

    /// <summary>Shows the group, if it has changed and was not shown a moment ago, and from time to time if it has not.</summary>
    public void Show()
    {
        var now = _services.Time.GetTimestamp();
        if (activation.End is not null || activation.Queue is not { } queue
            || now < Math.Min(NextShow, _shownAt + activation.Ticks(_services.Options.IdleRenewal)))
        {
            return;
        }

        (_shownAt, _isChanged) = (now, false);
        _services.Awake.Show(activation, [.. queue.Listeners.Select(Show)]);
    }

    private AwakeListener Show(QueuedListener queued)
    {
        var status = StatusOf(queued);
        if (status.Activity is { } activity)
        {
            GrainMetrics.Happened(queued.Definition, _shown.GetValueOrDefault(queued.Definition.Uuid), activity);
            _shown[queued.Definition.Uuid] = activity;
        }

        return new AwakeListener(queued.Definition, status);
    }

    private ListenerStatus StatusOf(QueuedListener queued) => new(
        queued.Table.Count - queued.Leases.Count - queued.States.Parked,
        queued.Leases.Count,
        queued.States.Parked,
        queued.States.Silenced,
        queued.CommittedFrontier,
        queued.Numbers.Read,
        queued.Head,
        queued.States.Delayed,
        queued.View.OldestOpen(_services.Options.LookSize),
        queued.States.HighestAttempts,
        MeterOf(queued).Read(queued));

    private ActivityMeter MeterOf(QueuedListener queued)
    {
        if (!_meters.TryGetValue(queued.Definition.Uuid, out var meter))
            _meters[queued.Definition.Uuid] = meter = new ActivityMeter(_services.Time);
        return meter;
    }
}
