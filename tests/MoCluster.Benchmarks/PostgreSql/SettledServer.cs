using MoCluster.Conformance.PostgreSql.Hosting;
using Npgsql;

namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>
/// A private server as it is after a while: with log files that it uses again. A new one writes each file full of zeros and syncs it before
/// its first use, which took a tenth of its processor time from whoever was measured first.
/// </summary>
internal static class SettledServer
{
    /// <summary>How many log files are made, of 16 MB each: as many as the server keeps.</summary>
    private const int LogFiles = 128;

    /// <summary>Starts one.</summary>
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
