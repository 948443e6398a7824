using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Stores.Sqlite.Opening;

/// <summary>Brings a database's schema up to date: the pending migrations run in their order, in one transaction.</summary>
internal static class SqliteSchema
{
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
    /// <exception cref="SqliteDamagedException">The file is another program's, or of a newer build.</exception>
    public static IReadOnlyList<string> Migrate(SqliteConnection connection)
    {
        Check(connection);
        var found = connection.Number("PRAGMA user_version");
        if (found == Version)
            return [];

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
        return applied;
    }
}
