namespace MoCluster.Grains.Deliveries;

/// <summary>The one timer of an activation that makes deliveries.</summary>
/// <param name="grain">The grain, which owns the timer.</param>
/// <param name="time">The clock.</param>
/// <param name="tick">Called in a turn of the grain.</param>
internal sealed class DeliveryAlarm(IGrainBase grain, TimeProvider time, Action tick)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private IGrainTimer? _timer;
    private long _setFor = long.MaxValue;
    private bool _isOver;

    /// <summary>Sets the timer, unless it ticks earlier: that costs one needless tick.</summary>
    /// <param name="after">How long from now; at most ten minutes are waited at a time.</param>
    public void Set(TimeSpan after)
    {
        var due = after < Shortest ? Shortest : after < Longest ? after + Shortest : Longest;
        var at = time.GetTimestamp() + (long)(due.TotalSeconds * time.TimestampFrequency);
        if (_isOver || at >= _setFor)
            return;
        _setFor = at;
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
