using Npgsql;

namespace MoCluster.Stores.PostgreSql.Connections;

/// <summary>
/// How Orleans uses the same database: it keeps its membership and the small state of grains in tables of the store's schema, with queries that
/// the migrations put there.
/// </summary>
public static class EngineDatabase
{
    /// <summary>Orleans' name for Npgsql.</summary>
    public const string Invariant = "Npgsql";

    /// <summary>Makes Orleans' connection string: few sessions, under the process's own name, with short timeouts, so that it soon notices a lost server.</summary>
    /// <param name="connectionString">The store's connection string.</param>
    /// <param name="schema">The store's <see cref="PostgreSqlOptions.Schema"/>.</param>
    /// <param name="instance">The process's <see cref="PostgreSqlOptions.Instance"/>.</param>
    public static string ConnectionString(string connectionString, string schema, string instance) =>
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = schema,
            ApplicationName = DatabaseSource.ApplicationName(instance),
            MaxPoolSize = 4,
            Timeout = 5,
            CommandTimeout = 5,
            Enlist = false,
            TcpKeepAlive = true,
        }.ConnectionString;
}
