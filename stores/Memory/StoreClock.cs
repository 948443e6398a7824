namespace MoCluster.Stores.Memory;

/// <summary>
/// The store's clock. It tells whole microseconds, because PostgreSQL keeps no finer times and all stores must give the same.
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
