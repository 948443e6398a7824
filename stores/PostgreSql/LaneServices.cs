using Microsoft.Extensions.Logging;
using Npgsql;

namespace MoCluster.Stores.PostgreSql;

/// <summary>What the lanes of a store share.</summary>
/// <param name="Source">Where connections come from.</param>
/// <param name="Options">The store's options.</param>
/// <param name="Clock">The server's clock.</param>
/// <param name="Time">The process's clock, for pauses.</param>
/// <param name="Logger">Where they log.</param>
internal sealed record LaneServices(
    NpgsqlDataSource Source, PostgreSqlOptions Options, DatabaseClock Clock, TimeProvider Time, ILogger Logger)
{
    private long _commits;
    private long _groups;

    /// <summary>The ids of streams.</summary>
    public StreamIds Streams { get; } = new();

    /// <summary>What the last commits were given.</summary>
    public RememberedCommits Remembered { get; } = new();

    /// <summary>Listeners as groups left them.</summary>
    public KnownProgress Known { get; } = new();

    /// <summary>What became true so far.</summary>
    public PostgreSqlCounters Counters => new(Interlocked.Read(ref _commits), Interlocked.Read(ref _groups));

    /// <summary>Counts a group that became true.</summary>
    /// <param name="commits">Its commits that did.</param>
    public void Count(int commits)
    {
        Interlocked.Add(ref _commits, commits);
        Interlocked.Increment(ref _groups);
    }
}
