using Microsoft.Extensions.Logging;
using MoCluster.Stores.PostgreSql.Batches;
using MoCluster.Stores.PostgreSql.Connections;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Commits;

/// <summary>What the lanes of a store share.</summary>
/// <param name="Source">Where connections come from.</param>
/// <param name="Options">The store's options.</param>
/// <param name="Clock">The server's clock.</param>
/// <param name="Time">The process's clock, for pauses.</param>
/// <param name="Logger">Where they log.</param>
internal sealed record CommitServices(
    NpgsqlDataSource Source, PostgreSqlOptions Options, DatabaseClock Clock, TimeProvider Time, ILogger Logger)
{
    private long _commits;
    private long _groups;
    private long _expected;

    /// <summary>The ids of streams.</summary>
    public StreamIds Streams { get; } = new();

    /// <summary>What the last commits were given.</summary>
    public RememberedCommits Remembered { get; } = new();

    /// <summary>Listeners as groups left them.</summary>
    public KnownProgress Known { get; } = new();

    /// <summary>Objects as groups left them.</summary>
    public KnownObjects Objects { get; } = new();

    /// <summary>What became true so far.</summary>
    public PostgreSqlCounters Counters => new(Interlocked.Read(ref _commits), Interlocked.Read(ref _groups), Interlocked.Read(ref _expected));

    /// <summary>Counts a group that became true.</summary>
    /// <param name="group">What was written.</param>
    public void Count(StageTwo group)
    {
        if (group.IsExpected)
            Interlocked.Increment(ref _expected);
        Interlocked.Add(ref _commits, group.Winners);
        Interlocked.Increment(ref _groups);
    }
}
