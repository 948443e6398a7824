using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Listeners.Groups;

/// <summary>The one timer of the group: it ticks when something happens by time alone.</summary>
internal sealed class GroupAlarm
{
    private readonly GroupActivation _activation;
    private readonly GroupServices _services;
    private readonly GrainAlarm _alarm;

    /// <summary>Makes the timer; it is not set yet.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="grain">The grain, which owns the timer.</param>
    public GroupAlarm(GroupActivation activation, IGrainBase grain)
    {
        (_activation, _services) = (activation, activation.Services);
        _alarm = new GrainAlarm(grain, _services.Time, Tick);
    }

    /// <summary>Sets the timer to the next thing that happens by time alone. An earlier setting is kept: it costs one needless tick.</summary>
    public void Set()
    {
        if (_activation.End is not null || _activation.Queue is not { } queue)
            return;
        var now = _services.Time.GetTimestamp();
        var next = Math.Min(
            Math.Min(_activation.Subscriptions.NextRenewal, _activation.Status.NextShow),
            _activation.LastUsed + _activation.Ticks(_services.Options.SleepAfter));
        if (_activation.Requests.Fetches.NextDeadline is { } deadline)
            next = Math.Min(next, deadline);
        if (queue.NextInstant is { } instant)
            next = Math.Min(next, now + _activation.Ticks(instant - _services.Store.Now));
        if (now < _activation.Pause.Until)
            next = _activation.Pause.Until;
        _alarm.Set(next);
    }

    private void Tick()
    {
        if (_activation.End is not null || _activation.Queue is null)
            return;
        var now = _services.Time.GetTimestamp();
        if (now - _activation.LastUsed >= _activation.Ticks(_services.Options.SleepAfter) && _activation.Requests.IsEmpty && _activation.Loop.IsIdle)
        {
            _activation.Sleep();
            return;
        }

        if (now >= _activation.Subscriptions.NextRenewal)
            _activation.Subscriptions.Renew();
        _activation.Reader.Resume();
        _activation.Loop.ExpireWaits();
        _activation.Loop.Run();
    }
}
