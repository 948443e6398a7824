namespace MoCluster.Conformance.Stores.Hosting;

/// <summary>
/// A wall clock that a test sets, forward and back, while timers and durations stay those of the machine: a store that waits for its database
/// waits in earnest. FakeTimeProvider, which stands still altogether, would have it wait for ever.
/// </summary>
public sealed class ManualTime : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).Ticks;

    /// <summary>What it shows.</summary>
    public DateTimeOffset Now
    {
        get => new(Volatile.Read(ref _ticks), TimeSpan.Zero);
        set => Volatile.Write(ref _ticks, value.UtcTicks);
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Sets it on.</summary>
    public void Advance(TimeSpan by) => Now += by;
}
