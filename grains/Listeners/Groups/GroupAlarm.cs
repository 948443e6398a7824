namespace MoCluster.Grains.Listeners.Groups;

/// <summary>The one timer of the group: it ticks when something happens by time alone.</summary>
/// <param name="activation">The activation.</param>
/// <param name="grain">The grain, which owns the timer.</param>
internal sealed class GroupAlarm(GroupActivation activation, IGrainBase grain)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly GroupServices _services = activation.Services;
    private IGrainTimer? _timer;
    private long _setFor = long.MaxValue;

    /// <summary>Sets the timer to the next thing that happens by time alone. An earlier setting is kept: it costs one needless tick.</summary>
    public void Set()
    {
        if (activation.End is not null || activation.Queue is not { } queue)
            return;
        var now = _services.Time.GetTimestamp();
        var next = Math.Min(
            Math.Min(activation.Subscriptions.NextRenewal, activation.Status.NextShow),
            activation.LastUsed + activation.Ticks(_services.Options.SleepAfter));
        if (activation.Requests.Fetches.NextDeadline is { } deadline)
            next = Math.Min(next, deadline);
        if (queue.NextInstant is { } instant)
            next = Math.Min(next, now + activation.Ticks(instant - _services.Store.Now));
        if (now < activation.Pause.Until)
            next = activation.Pause.Until;
        if (next >= _setFor)
            return;
        _setFor = next;
        var due = _services.Time.GetElapsedTime(now, next);
        due = due < Shortest ? Shortest : due < Longest ? due + Shortest : Longest;
        if (_timer is not null)
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        else
            _timer = grain.RegisterGrainTimer(TickAsync, new(due, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private Task TickAsync()
    {
        _setFor = long.MaxValue;
        if (activation.End is not null || activation.Queue is null)
            return Task.CompletedTask;
        var now = _services.Time.GetTimestamp();
        if (now - activation.LastUsed >= activation.Ticks(_services.Options.SleepAfter) && activation.Requests.IsEmpty && activation.Loop.IsIdle)
        {
            activation.Sleep();
            return Task.CompletedTask;
        }

        if (now >= activation.Subscriptions.NextRenewal)
            activation.Subscriptions.Renew();
        activation.Reader.Resume();
        activation.Loop.ExpireWaits();
        activation.Loop.Run();
        return Task.CompletedTask;
    }
}
