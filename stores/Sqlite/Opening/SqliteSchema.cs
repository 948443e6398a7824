using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Stores.Sqlite.Opening;

/// <summary>Brings a database's schema up to date: the pending migrations run in their order, in one transaction.</summary>
internal static class SqliteSchema
{
    private static readonly Lazy<HashSet<string>> Expected = new(() =>
    {
        using var empty = SqliteConnection.Open(":memory:", vfs: null, create: true, 1_024);
        foreach (var (_, _, sql) in SqliteConnection.Migrations)
            empty.Execute(sql);
        return [.. Read(empty)];
    });

    /// <summary>The schema version of this build. SQLite keeps that of a database as its <c>user_version</c>.</summary>
    public static int Version => SqliteConnection.Migrations[^1].Version;

    /// <summary>Whether a database is empty.</summary>
    public static bool IsNew(SqliteConnection connection) =>
        connection.Number("PRAGMA user_version") == 0 && connection.Number("SELECT count(*) FROM sqlite_schema") == 0;

    /// <summary>Applies the pending migrations.</summary>
    /// <returns>The names of the migrations that were applied.</returns>
    /// <exception cref="SqliteDamagedException">The file is another program's, or of a newer build.</exception>
    public static IReadOnlyList<string> Migrate(SqliteConnection connection)
    {
        var found = connection.Number("PRAGMA user_version");
        if (found == Version)
        {
            Check(connection);
            return [];
        }

        if (found > Version)
            throw new SqliteDamagedException(connection.Path, $"its schema is at version {found}, newer than the {Version} of this build");
        if (found == 0 && !IsNew(connection))
            throw new SqliteDamagedException(connection.Path, "it is a database, but not one of MoCluster");

        var applied = new List<string>();
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var (version, name, sql) in SqliteConnection.Migrations.Where(migration => migration.Version > found))
            {
                connection.Execute(sql);
                connection.Execute($"PRAGMA user_version = {version}");
                applied.Add(name);
            }

            if (found == 0)
                connection.Statement("Write/incarnation").With(Guid.NewGuid()).Run();
            connection.Execute("COMMIT");
        }
        catch
        {
            connection.Execute("ROLLBACK");
            throw;
        }

        // What a later flip of a bit in the WAL could take along is in the database from the first moment on.
        connection.Checkpoint(truncate: true);
        Check(connection);
        return applied;
    }

    /// <summary>
    /// Compares the schema with the one that the migrations make: no seal guards it, and with another one SQLite may find other rows. What somebody
    /// added is left alone.
    /// </summary>
    private static void Check(SqliteConnection connection)
    {
        var missing = Expected.Value.Except(Read(connection)).Order(StringComparer.Ordinal).FirstOrDefault();
        if (missing is not null)
            throw new SqliteDamagedException(connection.Path, $"its schema is not that of version {Version}: it lacks {missing.ReplaceLineEndings(" ")}");
    }

    private static List<string> Read(SqliteConnection connection) => connection.Statement("Load/schema").All(row =>
        $"{row.Text(0)} {row.Text(1)} of {row.Text(2)}{(row.IsNull(3) ? "" : $": {row.Text(3)}")}");
}
