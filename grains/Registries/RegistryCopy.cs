using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Registries;

/// <summary>
/// Says until when a silo may go by what it knows of a registry: of HTTP triggers, or of hooks. A silo that was cut off from the registry, or frozen, finds
/// that its time is over, and asks before it calls or skips anything.
/// </summary>
/// <param name="time">Measures the lease; null when there is no registry to follow, and a copy is always current.</param>
public sealed class RegistryCopy(TimeProvider? time)
{
    /// <summary>How long a silo waits for a change in one call to a registry.</summary>
    public static readonly TimeSpan FollowWait = TimeSpan.FromSeconds(1);

    private readonly Signal _renewed = new();
    private long _until = long.MinValue;

    /// <summary>Whether the silo knows what is registered now.</summary>
    public bool IsCurrent => time is null || time.GetTimestamp() < Volatile.Read(ref _until);

    /// <summary>Prolongs the copy.</summary>
    /// <param name="asked">The timestamp at which the registry was asked.</param>
    /// <param name="lease">How long its answer holds, from then on.</param>
    public void Renew(long asked, TimeSpan lease)
    {
        Volatile.Write(ref _until, asked + (long)(lease.TotalSeconds * time!.TimestampFrequency));
        _renewed.Raise();
    }

    /// <summary>Waits until the silo knows what is registered.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public ValueTask WaitAsync(CancellationToken cancellation) => IsCurrent ? ValueTask.CompletedTask : new ValueTask(RenewedAsync(cancellation));

    private async Task RenewedAsync(CancellationToken cancellation)
    {
        // A renewal between the look and the wait is not missed for longer than this.
        while (!IsCurrent)
            await _renewed.WaitAsync(FollowWait, time!, cancellation);
    }
}
