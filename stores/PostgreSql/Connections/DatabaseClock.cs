namespace MoCluster.Stores.PostgreSql.Connections;

/// <summary>
/// The server's clock as this process sees it: its last answer and what has passed since by the monotonic clock. It never goes back,
/// and is never before a time that this store was told by the server.
/// </summary>
/// <param name="time">The process's clock, for what has passed.</param>
/// <param name="imposed">Whether the process's clock stands for the server's: only tests set the time.</param>
internal sealed class DatabaseClock(TimeProvider time, bool imposed)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _server;
    private long _stamp;
    private long _last;

    /// <summary>The time, in UTC, in whole microseconds as the server keeps it.</summary>
    public DateTimeOffset Now
    {
        get
        {
            if (Imposed is { } now)
                return now;
            lock (_gate)
            {
                var ticks = (_server + time.GetElapsedTime(_stamp)).UtcTicks;
                _last = Math.Max(_last, ticks);
                return Whole(_last);
            }
        }
    }

    /// <summary>What the server is to take for the time; null for its own clock.</summary>
    public DateTimeOffset? Imposed => imposed ? Whole(time.GetUtcNow().UtcTicks) : null;

    /// <summary>Takes what the server just said.</summary>
    public void Learn(DateTimeOffset server)
    {
        lock (_gate)
        {
            _server = server;
            _stamp = time.GetTimestamp();
        }
    }

    private static DateTimeOffset Whole(long ticks) => new(ticks - (ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
