using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Connections;

/// <summary>Builds the data sources, with every session setting on which correctness or plans rest.</summary>
internal static class DatabaseSource
{
    private const string ApplicationPrefix = "mocluster:";

    /// <summary>The name under which an instance's sessions are seen.</summary>
    public static string ApplicationName(string instance) => ApplicationPrefix + instance;

    /// <summary>The source of a running store.</summary>
    public static NpgsqlDataSource ForStore(PostgreSqlOptions options, ILoggerFactory? logging)
    {
        var settings = Settings(options);
        settings.MaxPoolSize = options.CommitConnections + options.Readers + 2;
        settings.MaxAutoPrepare = 200;
        settings.AutoPrepareMinUsages = 2;
        settings.CommandTimeout = (int)Math.Ceiling(options.StatementTimeout.TotalSeconds) + 5;

        // Every statement looks up keys, never a whole table. A prepared statement keeps a plan that was made while a table was small, also when
        // the table has grown. So the planner may only use the indexes, and plans once instead of at every use.
        settings.Options = string.Join(
            ' ',
            $"-c statement_timeout={Milliseconds(options.StatementTimeout)}",
            $"-c lock_timeout={Milliseconds(options.LockTimeout)}",
            $"-c idle_in_transaction_session_timeout={Milliseconds(options.IdleInTransactionTimeout)}",
            $"-c tcp_user_timeout={Milliseconds(options.StatementTimeout)}",
            "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off -c plan_cache_mode=force_generic_plan",
            settings.Options ?? "").Trim();
        return Build(settings, logging);
    }

    /// <summary>The source for migrations. Their statements may take long.</summary>
    public static NpgsqlDataSource ForMigrations(PostgreSqlOptions options)
    {
        var settings = Settings(options);
        settings.Pooling = false;
        settings.CommandTimeout = 0;
        return Build(settings, null);
    }

    private static NpgsqlConnectionStringBuilder Settings(PostgreSqlOptions options) => new(options.ConnectionString)
    {
        SearchPath = options.Schema,
        ApplicationName = ApplicationName(options.Instance),
        Timeout = Math.Max(1, (int)Math.Ceiling(options.ConnectTimeout.TotalSeconds)),
        Enlist = false,
        NoResetOnClose = true,
        TcpKeepAlive = true,
        IncludeErrorDetail = true,
    };

    private static bool IsTraced => Activity.Current is { Recorded: true };

    private static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder settings, ILoggerFactory? logging)
    {
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        if (logging is not null)
            builder.UseLoggerFactory(logging);

        // Work that no caller asked for begins no trace of its own.
        builder.ConfigureTracing(tracing => tracing
            .ConfigureCommandFilter(_ => IsTraced)
            .ConfigureBatchFilter(_ => IsTraced)
            .EnablePhysicalOpenTracing(false));
        return builder.Build();
    }

    private static string Milliseconds(TimeSpan time) => Math.Max(1, (long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
