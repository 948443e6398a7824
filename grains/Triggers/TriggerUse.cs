namespace MoCluster.Grains.Triggers;

/// <summary>Counts the calls of a trigger on this silo since it started.</summary>
public sealed class TriggerUse
{
    private long _calls;
    private long _failures;
    private long _ticks;

    /// <summary>How often the trigger ran.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>How many of these calls refused or failed.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>How long all calls took together.</summary>
    public TimeSpan Took => new(Interlocked.Read(ref _ticks));

    /// <summary>Counts a call.</summary>
    /// <param name="failed">Whether it refused or failed.</param>
    /// <param name="took">How long it took.</param>
    public void Count(bool failed, TimeSpan took)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _ticks, took.Ticks);
        if (failed)
            Interlocked.Increment(ref _failures);
    }
}
