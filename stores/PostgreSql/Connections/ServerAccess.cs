using Microsoft.Extensions.Logging;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Connections;

/// <summary>How the parts of a store reach the server.</summary>
/// <param name="Source">Opens connections.</param>
/// <param name="Options">The store's options.</param>
/// <param name="Clock">The server's clock.</param>
/// <param name="Time">The process's clock, for pauses.</param>
/// <param name="Logger">Takes the store's log lines.</param>
internal sealed record ServerAccess(
    NpgsqlDataSource Source, PostgreSqlOptions Options, DatabaseClock Clock, TimeProvider Time, ILogger Logger);
