namespace MoCluster.Simulator.Virtual;

/// <summary>
/// A silo's clock in a seeded run. Elapsed time is the same for all silos; the time of day can be wrong, and jump. Timers of a frozen silo
/// wait, and those of a dead one never fire.
/// </summary>
public sealed class VirtualSiloTime : TimeProvider
{
    private readonly VirtualSilo _silo;

    internal VirtualSiloTime(VirtualSilo silo) => _silo = silo;

    /// <summary>How far the silo's time of day is ahead of the run's; negative when it is behind.</summary>
    public TimeSpan Skew { get; set; }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => _silo.Cluster.Run.Time.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _silo.Cluster.Run.Time.GetUtcNow() + Skew;

    /// <inheritdoc/>
    public override long GetTimestamp() => _silo.Cluster.Run.Time.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return _silo.Cluster.Run.Time.CreateTimer(static tick => ((Tick)tick!).Come(), new Tick(_silo, callback, state), dueTime, period);
    }

    private sealed class Tick(VirtualSilo silo, TimerCallback callback, object? state) : IThreadPoolWorkItem
    {
        public void Come() => silo.Execute(this);

        public void Execute() => callback(state);
    }
}
