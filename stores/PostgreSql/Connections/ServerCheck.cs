using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Connections;

/// <summary>Refuses a server that could not keep the store's promises.</summary>
internal static class ServerCheck
{
    private const int LeastVersion = 150_000;

    /// <summary>Checks the server, and teaches the clock the server's time.</summary>
    /// <returns>The incarnation of the data, and the server's version as PostgreSQL counts it.</returns>
    /// <exception cref="InvalidOperationException">The server is too old, is a standby, or would answer before a commit is on disk.</exception>
    public static async Task<(Guid Incarnation, int Version)> RunAsync(
        NpgsqlDataSource source, DatabaseClock clock, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(SqlText.Get("Read/server"));
        await using var row = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await row.ReadAsync(cancellation).ConfigureAwait(false);
        var version = row.GetInt32(0);
        if (version < LeastVersion)
            throw new InvalidOperationException($"PostgreSQL is of version {version / 10_000}; MoCluster needs 15 or later.");
        if (row.GetString(1) == "off")
            throw new InvalidOperationException(
                "PostgreSQL has synchronous_commit off: it would answer before a commit is on disk. Set it on for the database and the role.");
        if (row.GetString(2) == "off")
            throw new InvalidOperationException(
                "PostgreSQL has fsync off: a power failure could lose or damage what was acknowledged. Set it on.");
        if (row.GetBoolean(5))
            throw new InvalidOperationException("PostgreSQL is a standby; connect to the primary (Target Session Attributes=primary).");
        clock.Learn(Rows.Time(row, 4));
        return (row.GetGuid(3), version);
    }
}
