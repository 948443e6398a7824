using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Status;

namespace MoCluster.Grains.Listeners;

/// <content>How the queues stand, for who asks and for who watches the silo. Nothing is counted for it: everything is known.</content>
public sealed partial class ListenerGroupGrain
{
    private readonly Dictionary<Guid, ActivityMeter> _activity = [];
    private readonly Dictionary<Guid, ListenerActivity> _shown = [];
    private long _shownAt;
    private bool _isChanged;

    /// <summary>When the group is to be shown again: soon after something changed.</summary>
    private long NextShow => _isChanged ? _shownAt + Ticks(options.ShowInterval) : long.MaxValue;

    /// <inheritdoc />
    public async Task<Outcome<ListenerStatus>> StatusAsync(Actor actor, Guid listener)
    {
        if (_queue?.Find(listener) is null && await StartAsync(listener) is { } refusal)
            return refusal;
        if (Check(actor, listener) is { } refused)
            return refused;
        _queue!.Advance(store.Now);
        return StatusOf(_queue.Find(listener)!);
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
        queued.View.OldestOpen(options.LookSize),
        queued.States.HighestAttempts,
        MeterOf(queued).Read(queued));

    private ActivityMeter MeterOf(QueuedListener queued)
    {
        if (!_activity.TryGetValue(queued.Definition.Uuid, out var meter))
            _activity[queued.Definition.Uuid] = meter = new ActivityMeter(time);
        return meter;
    }

    private AwakeListener Show(QueuedListener queued)
    {
        var status = StatusOf(queued);
        GrainMetrics.Happened(queued.Definition, _shown.GetValueOrDefault(queued.Definition.Uuid), status.Activity!);
        _shown[queued.Definition.Uuid] = status.Activity!;
        return new AwakeListener(queued.Definition, status);
    }

    /// <summary>Shows the group to who watches the silo, where it changed and was not shown a moment ago.</summary>
    private void Show()
    {
        var now = time.GetTimestamp();
        if (_end is not null || _queue is null || now < Math.Min(NextShow, _shownAt + Ticks(options.IdleRenewal)))
            return;
        (_shownAt, _isChanged) = (now, false);
        awake.Show(this, [.. _queue.Listeners.Select(Show)]);
    }
}
