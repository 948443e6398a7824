namespace MoCluster.Stores.Memory;

/// <summary>
/// The store's clock: whole microseconds, so that every store keeps the times that it gives (PostgreSQL knows no finer ones).
/// </summary>
internal sealed class StoreClock(TimeProvider time)
{
    /// <summary>The time, in UTC.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var ticks = time.GetUtcNow().UtcTicks;
            return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        }
    }
}
