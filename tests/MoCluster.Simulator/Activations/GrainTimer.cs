using Orleans.Runtime;

namespace MoCluster.Simulator.Activations;

/// <summary>
/// A timer whose ticks are queued like calls. The period runs from the end of a tick, so ticks never pile up.
/// </summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Lock _gate = new();
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _tick;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _disposal = new();
    private readonly ITimer _timer;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _firing;
    private bool _changed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> tick, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _tick = tick;
        _options = options;

        // A tick belongs to no call, and carries nothing of the one that started the timer.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = activation.Engine.Time.CreateTimer(
                static timer => ((GrainTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Whether ticks interleave with calls.</summary>
    public bool Interleaves => _options.Interleave;

    /// <summary>Whether ticks count as use.</summary>
    public bool KeepsAlive => _options.KeepAlive;

    /// <inheritdoc/>
    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_gate)
        {
            _dueTime = dueTime;
            _period = period;
            _changed = true;
            if (!_firing && !_disposal.IsCancellationRequested)
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposal.Cancel();
        _timer.Dispose();
        _activation.RemoveTimer(this);
    }

    /// <summary>Runs a tick; on the grain's turn.</summary>
    public async Task TickAsync()
    {
        try
        {
            lock (_gate)
                _changed = false;
            if (!_disposal.IsCancellationRequested)
                await _tick(_disposal.Token);
        }
        finally
        {
            Rearm();
        }
    }

    private void Fire()
    {
        lock (_gate)
            _firing = true;
        _activation.Engine.Options.Scheduler.Carry(new GrainTimerTick(this, _activation));
    }

    private void Rearm()
    {
        lock (_gate)
        {
            _firing = false;
            if (!_disposal.IsCancellationRequested)
                _timer.Change(_changed ? _dueTime : _period, Timeout.InfiniteTimeSpan);
        }
    }

    private static void Check(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan && (time < TimeSpan.Zero || time.TotalMilliseconds > uint.MaxValue - 1))
            throw new ArgumentOutOfRangeException(name, time, "A timer's time is zero or more and less than 49 days, or infinite.");
    }
}
