namespace MoCluster.Simulator.Scheduling;

/// <summary>A timer in virtual time. A setting that was changed or disposed since does nothing when it is due.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private TimeSpan _period;
    private int _setting;
    private bool _disposed;

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
            return false;

        _period = period;
        _setting++;
        if (dueTime != Timeout.InfiniteTimeSpan)
            time.Set(this, _setting, dueTime);
        return true;
    }

    /// <summary>Whether a setting is still current.</summary>
    public bool IsSet(int setting) => !_disposed && _setting == setting;

    /// <summary>The step that runs the callback.</summary>
    public IThreadPoolWorkItem Due(int setting) => new DueTimer(this, setting);

    /// <inheritdoc/>
    public void Dispose() => _disposed = true;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Fire(int setting)
    {
        if (!IsSet(setting))
            return;

        if (_period != Timeout.InfiniteTimeSpan && _period > TimeSpan.Zero)
            time.Set(this, setting, _period);
        if (_context is null)
            callback(state);
        else
            ExecutionContext.Run(_context, static timer => ((VirtualTimer)timer!).Call(), this);
    }

    private void Call() => callback(state);

    private sealed class DueTimer(VirtualTimer timer, int setting) : IThreadPoolWorkItem
    {
        public void Execute() => timer.Fire(setting);
    }
}
