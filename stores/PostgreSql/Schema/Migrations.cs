using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Schema;

/// <summary>
/// Brings a database's schema up to date: numbered migrations, all pending ones in one transaction under a lock, so that many silos
/// may start at once and a failed migration leaves nothing behind.
/// </summary>
public static class Migrations
{
    private const string UndefinedTable = "42P01";
    private const string UndefinedSchema = "3F000";

    /// <summary>The version of the schema that this build speaks.</summary>
    public static int Version => SqlText.Migrations[^1].Version;

    /// <summary>Applies what is pending, and grants <see cref="PostgreSqlOptions.RuntimeRole"/> what it needs.</summary>
    /// <param name="options">Where; the connection's role owns the schema, or may create it.</param>
    /// <param name="cancellation">Ends it; nothing is applied then.</param>
    /// <returns>The names of the migrations applied; none when all were.</returns>
    /// <exception cref="SchemaMismatchException">The schema is newer than this build.</exception>
    public static async Task<IReadOnlyList<string>> ApplyAsync(PostgreSqlOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        await using var source = DatabaseSource.ForMigrations(options);
        await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await ExecuteAsync(
            connection, "Migrations/lock", cancellation, new NpgsqlParameter<string> { TypedValue = options.Schema }).ConfigureAwait(false);
        await ExecuteTextAsync(connection, $"CREATE SCHEMA IF NOT EXISTS {Quote(options.Schema)}", cancellation).ConfigureAwait(false);
        await ExecuteAsync(connection, "Migrations/prepare", cancellation).ConfigureAwait(false);

        var found = await AppliedAsync(connection, cancellation).ConfigureAwait(false);
        if (found > Version)
            throw Mismatch(options.Schema, found);

        var applied = new List<string>();
        foreach (var (version, name, sql) in SqlText.Migrations.Where(migration => migration.Version > found))
        {
            await ExecuteTextAsync(connection, sql, cancellation).ConfigureAwait(false);
            await ExecuteAsync(
                connection,
                "Migrations/record",
                cancellation,
                new NpgsqlParameter<int> { TypedValue = version },
                new NpgsqlParameter<string> { TypedValue = name }).ConfigureAwait(false);
            applied.Add(name);
        }

        if (options.RuntimeRole is { } role)
        {
            var grant = SqlText.Get("Migrations/grant")
                .Replace("{schema}", Quote(options.Schema), StringComparison.Ordinal)
                .Replace("{role}", Quote(role), StringComparison.Ordinal);
            await ExecuteTextAsync(connection, grant, cancellation).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return applied;
    }

    /// <summary>
    /// The step that ends a restore: gives the data a new incarnation, so that tokens and cursors from before settle nothing new.
    /// No silo may run meanwhile.
    /// </summary>
    /// <param name="options">Where; the connection's role owns the schema.</param>
    /// <param name="cancellation">Ends it; nothing is changed then.</param>
    /// <returns>The new incarnation.</returns>
    public static async Task<Guid> RenewIncarnationAsync(PostgreSqlOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        await using var source = DatabaseSource.ForMigrations(options);
        await using var command = source.CreateCommand(SqlText.Get("Migrations/new_incarnation"));
        return (Guid)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
    }

    /// <summary>Checks that the schema is the one that this build speaks.</summary>
    /// <exception cref="SchemaMismatchException">It is older, newer, or not there.</exception>
    internal static async Task CheckAsync(NpgsqlDataSource source, string schema, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        int found;
        try
        {
            found = await AppliedAsync(connection, cancellation).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState is UndefinedTable or UndefinedSchema)
        {
            found = 0;
        }

        if (found != Version)
            throw Mismatch(schema, found);
    }

    private static SchemaMismatchException Mismatch(string schema, int found)
    {
        var message = found switch
        {
            0 => $"The schema '{schema}' holds no tables of MoCluster; run the migrate verb with a role that may create them.",
            > 0 when found > Version =>
                $"The schema '{schema}' is at version {found}, newer than the {Version} of this build; run a newer build.",
            _ => $"The schema '{schema}' is at version {found}, older than the {Version} of this build; run the migrate verb first.",
        };
        return new SchemaMismatchException(message, found, Version);
    }

    private static async Task<int> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Get("Migrations/applied"), connection);
        return (int)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
    }

    private static Task ExecuteAsync(
        NpgsqlConnection connection, string statement, CancellationToken cancellation, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(SqlText.Get(statement), connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return ExecuteAndDisposeAsync(command, cancellation);
    }

    // Without parameters a text of several statements is sent as it is.
    private static Task ExecuteTextAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // The text is one of this assembly's files, or holds nothing but a checked and quoted identifier.
        return ExecuteAndDisposeAsync(new NpgsqlCommand(sql, connection), cancellation);
#pragma warning restore CA2100
    }

    private static async Task ExecuteAndDisposeAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using (command)
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private static string Quote(string identifier) => '"' + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
