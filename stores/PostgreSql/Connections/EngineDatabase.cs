using Npgsql;

namespace MoCluster.Stores.PostgreSql.Connections;

/// <summary>
/// The same database, for the engine: Orleans keeps its membership and the small state of grains in tables of the store's schema, by
/// queries that migrations put there.
/// </summary>
public static class EngineDatabase
{
    /// <summary>What Orleans calls Npgsql.</summary>
    public const string Invariant = "Npgsql";

    /// <summary>How the engine connects: few sessions, under the process's own name, and quick to say that the server is gone.</summary>
    /// <param name="connectionString">The store's.</param>
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
