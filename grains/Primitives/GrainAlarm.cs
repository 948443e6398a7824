namespace MoCluster.Grains.Primitives;

/// <summary>The one timer of an activation for all that happens by time alone.</summary>
/// <param name="grain">The grain, which owns the timer.</param>
/// <param name="time">The clock.</param>
/// <param name="tick">Called in a turn of the grain.</param>
internal sealed class GrainAlarm(IGrainBase grain, TimeProvider time, Action tick)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private IGrainTimer? _timer;
    private long _setFor = long.MaxValue;
    private bool _isOver;

    /// <summary>Sets the timer, unless it ticks earlier: that costs one needless tick.</summary>
    /// <param name="after">How long from now until it ticks; after ten minutes it ticks in any case.</param>
    public void Set(TimeSpan after) => Set(time.GetTimestamp() + (long)(after.TotalSeconds * time.TimestampFrequency));

    /// <summary>Sets the timer, unless it ticks earlier: that costs one needless tick.</summary>
    /// <param name="at">The timestamp at which it ticks; after ten minutes it ticks in any case.</param>
    public void Set(long at)
    {
        if (_isOver || at >= _setFor)
            return;
        _setFor = at;
        var due = time.GetElapsedTime(time.GetTimestamp(), at);
        due = due < Shortest ? Shortest : due < Longest ? due + Shortest : Longest;
        if (_timer is not null)
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        else
            _timer = grain.RegisterGrainTimer(TickAsync, new(due, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    /// <summary>Lets it tick no more.</summary>
    public void End()
    {
        _isOver = true;
        _timer?.Dispose();
    }

    private Task TickAsync()
    {
        _setFor = long.MaxValue;
        if (!_isOver)
            tick();
        return Task.CompletedTask;
    }
}
