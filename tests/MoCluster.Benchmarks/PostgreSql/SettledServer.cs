using MoCluster.Conformance.PostgreSql.Hosting;
using Npgsql;

namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>
/// Starts a private server in the state that a server reaches after a while: with log files that it reuses. A new server fills each log
/// file with zeros and syncs it before its first use, which cost the first measurement a tenth of its processor time.
/// </summary>
internal static class SettledServer
{
    /// <summary>How many log files of 16 MB are made: as many as the server keeps.</summary>
    private const int LogFiles = 128;

    /// <summary>Starts a server and makes its log files.</summary>
    public static async Task<PrivateServer> StartAsync()
    {
        var server = await PrivateServer.StartAsync("min_wal_size=2GB");
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        for (var file = 0; file < LogFiles; file++)
            await ExecuteAsync(connection, "SELECT pg_logical_emit_message(false, 'bench', ''), pg_switch_wal()");
        await ExecuteAsync(connection, "CHECKPOINT");
        return server;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
