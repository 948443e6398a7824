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

    /// <summary>Refuses a database that this build cannot bring up to date. It only reads.</summary>
    /// <exception cref="SqliteDamagedException">The file is another program's, or of a newer build.</exception>
    public static void Check(SqliteConnection connection)
    {
        var found = connection.Number("PRAGMA user_version");
        if (found > Version)
            throw new SqliteDamagedException(connection.Path, $"its schema is at version {found}, newer than the {Version} of this build");
        if (found == 0 && !IsNew(connection))
            throw new SqliteDamagedException(connection.Path, "it is a database, but not one of MoCluster");
    }

    /// <summary>Applies the pending migrations.</summary>
    /// <returns>The names of the migrations that were applied.</returns>
    /// <exception cref="SqliteDamagedException">The file is another program's, or of a newer build, or its schema is damaged.</exception>
    public static IReadOnlyList<string> Migrate(SqliteConnection connection)
    {
        Check(connection);
        var found = connection.Number("PRAGMA user_version");
        if (found == Version)
        {
            Compare(connection);
            return [];
        }

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
        Compare(connection);
        return applied;
    }

    /// <summary>
    /// How the schema differs from the one that the migrations make: no seal guards it, and with another one SQLite may find other rows. What somebody added is
    /// left alone.
    /// </summary>
    /// <returns>The difference, as a clause; null if there is none.</returns>
    public static string? Difference(SqliteConnection connection)
    {
        var missing = Expected.Value.Except(Read(connection)).Order(StringComparer.Ordinal).FirstOrDefault();
        return missing is null ? null : $"its schema is not that of version {Version}: it lacks {missing.ReplaceLineEndings(" ")}";
    }

    private static void Compare(SqliteConnection connection)
    {
        if (Difference(connection) is { } difference)
            throw new SqliteDamagedException(connection.Path, difference);
    }

    private static List<string> Read(SqliteConnection connection) => connection.Statement("Load/schema").All(row =>
        $"{row.Text(0)} {row.Text(1)} of {row.Text(2)}{(row.IsNull(3) ? "" : $": {row.Text(3)}")}");
}
