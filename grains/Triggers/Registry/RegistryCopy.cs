using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Triggers.Registry;

/// <summary>
/// Says until when a silo may run the triggers of endpoints that it knows. A silo that was cut off from the registry, or frozen, finds that its
/// time is over, and asks before it runs or skips a trigger.
/// </summary>
/// <param name="time">Measures the lease; null when there is no registry to follow, and a copy is always current.</param>
public sealed class RegistryCopy(TimeProvider? time)
{
    private readonly Signal _renewed = new();
    private long _until = long.MinValue;

    /// <summary>Whether the silo knows the triggers now.</summary>
    public bool IsCurrent => time is null || time.GetTimestamp() < Volatile.Read(ref _until);

    /// <summary>Prolongs the copy.</summary>
    /// <param name="asked">The timestamp at which the registry was asked.</param>
    /// <param name="lease">How long its answer holds, from then on.</param>
    public void Renew(long asked, TimeSpan lease)
    {
        Volatile.Write(ref _until, asked + (long)(lease.TotalSeconds * time!.TimestampFrequency));
        _renewed.Raise();
    }

    /// <summary>Waits until the silo knows the triggers.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public ValueTask WaitAsync(CancellationToken cancellation) => IsCurrent ? ValueTask.CompletedTask : new ValueTask(RenewedAsync(cancellation));

    private async Task RenewedAsync(CancellationToken cancellation)
    {
        // A renewal between the look and the wait is not missed for longer than this.
        while (!IsCurrent)
            await _renewed.WaitAsync(TriggerRegistryOptions.FollowWait, time!, cancellation);
    }
}
