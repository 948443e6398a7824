namespace MoCluster.Conformance.Stores.Hosting;

/// <summary>
/// A wall clock that a test sets forward and back, while timers and durations remain real, because a store really waits for its database.
/// With FakeTimeProvider, which stands still altogether, it would wait for ever.
/// </summary>
public sealed class ManualTime : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).Ticks;

    /// <summary>The time that the clock shows.</summary>
    public DateTimeOffset Now
    {
        get => new(Volatile.Read(ref _ticks), TimeSpan.Zero);
        set => Volatile.Write(ref _ticks, value.UtcTicks);
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Moves the clock forward.</summary>
    public void Advance(TimeSpan by) => Now += by;
}
