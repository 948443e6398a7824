using System.Diagnostics;
using Npgsql;
using SQLitePCL;

namespace MoCluster.Benchmarks.Transfers;

/// <summary>
/// The peer of an import: the rows that it wrote, inserted again into equal empty tables by one statement a table, in one durable transaction each.
/// No program that reads a file and checks rules can be as fast.
/// </summary>
internal static class BareRows
{
    /// <summary>Inserts the rows of an embedded store again.</summary>
    /// <param name="directory">The directory of the store, which a silo may have open.</param>
    public static Task<TimeSpan> OfEmbedded(string directory)
    {
        var copy = Path.Combine(directory, "bare.db");
        Batteries_V2.Init();
        Check(raw.sqlite3_open(copy, out var database));
        using (database)
        {
            Check(raw.sqlite3_exec(database, $"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ATTACH '{Path.Combine(directory, "mocluster.db")}' AS imported"));
            var tables = Read(database, "SELECT name, sql FROM imported.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
            foreach (var table in tables)
                Check(raw.sqlite3_exec(database, table[1]));
            foreach (var index in Read(database, "SELECT sql, name FROM imported.sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))
                Check(raw.sqlite3_exec(database, index[0]));
            var watch = Stopwatch.StartNew();
            foreach (var table in tables)
                Check(raw.sqlite3_exec(database, $"INSERT INTO main.{table[0]} SELECT * FROM imported.{table[0]}"));
            return Task.FromResult(watch.Elapsed);
        }
    }

    /// <summary>Inserts the rows of a database again.</summary>
    /// <param name="connectionString">The database.</param>
    public static async Task<TimeSpan> OfDatabaseAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 });
        var tables = new List<string>();
        await using (var reader = await source.CreateCommand("SELECT tablename FROM pg_tables WHERE schemaname = 'mocluster'").ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                tables.Add(reader.GetString(0));
        }

        await source.CreateCommand("CREATE SCHEMA bare").ExecuteNonQueryAsync();
        foreach (var table in tables)
            await source.CreateCommand($"CREATE TABLE bare.{table} (LIKE mocluster.{table} INCLUDING ALL)").ExecuteNonQueryAsync();
        var watch = Stopwatch.StartNew();
        foreach (var table in tables)
            await source.CreateCommand($"INSERT INTO bare.{table} OVERRIDING SYSTEM VALUE SELECT * FROM mocluster.{table}").ExecuteNonQueryAsync();
        return watch.Elapsed;
    }

    private static List<string[]> Read(sqlite3 database, string sql)
    {
        var rows = new List<string[]>();
        Check(raw.sqlite3_prepare_v2(database, sql, out var statement));
        using (statement)
        {
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
                rows.Add([raw.sqlite3_column_text(statement, 0).utf8_to_string(), raw.sqlite3_column_text(statement, 1).utf8_to_string()]);
        }

        return rows;
    }

    private static void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException($"SQLite answered {code}.");
    }
}
