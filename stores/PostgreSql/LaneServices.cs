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
    /// <summary>The ids of streams.</summary>
    public StreamIds Streams { get; } = new();

    /// <summary>What the last commits were given.</summary>
    public RememberedCommits Remembered { get; } = new();
}
