namespace MoCluster.Simulator.Scheduling;

/// <summary>A clock that stands still while anything can run, and then moves to the next timer at once.</summary>
public sealed class VirtualTime : TimeProvider
{
    private readonly SeededScheduler _scheduler;
    private readonly DateTimeOffset _start;
    private readonly PriorityQueue<(VirtualTimer Timer, int Setting), (long Due, long Order)> _timers = new();
    private long _now;
    private long _order;

    internal VirtualTime(SeededScheduler scheduler, DateTimeOffset start)
    {
        _scheduler = scheduler;
        _start = start;
    }

    /// <summary>The virtual time since the start.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(_now);

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => _now;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next timer. All timers due then can run, in a drawn order. Returns false when no timer is set.</summary>
    internal bool TryAdvance()
    {
        DropStale();
        if (!_timers.TryPeek(out _, out var next))
            return false;

        _now = Math.Max(_now, next.Due);
        while (_timers.TryPeek(out var entry, out var priority) && priority.Due <= _now)
        {
            _timers.Dequeue();
            if (entry.Timer.IsSet(entry.Setting))
                _scheduler.Add(entry.Timer.Due(entry.Setting));
        }

        return true;
    }

    internal void Set(VirtualTimer timer, int setting, TimeSpan dueTime) =>
        _timers.Enqueue((timer, setting), (_now + dueTime.Ticks, _order++));

    private void DropStale()
    {
        while (_timers.TryPeek(out var entry, out _) && !entry.Timer.IsSet(entry.Setting))
            _timers.Dequeue();
    }
}
