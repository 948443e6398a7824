using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Stores.PostgreSql;
using MoCluster.Stores.PostgreSql.Schema;

namespace MoCluster.Cluster.Hosting;

/// <summary>The one PostgreSQL server of a test run, private to it. Each cluster gets its own schema.</summary>
public sealed class Database : IAsyncDisposable
{
    private static readonly Lazy<Task<PrivateServer>> Shared = new(() => PrivateServer.StartAsync());
    private static int _schemas;

    /// <summary>The server. Skips the test, with the reason, where no server can be started.</summary>
    public static async Task<PrivateServer> ServerAsync()
    {
        if (PrivateServer.Obstacle() is { } obstacle)
            Assert.Skip(obstacle);
        return await Shared.Value;
    }

    /// <summary>A schema that no other test uses.</summary>
    /// <param name="migrate">Whether its tables are made now. If not, the first silo makes those of its own build.</param>
    public static async Task<PostgreSqlOptions> SchemaAsync(bool migrate = true)
    {
        var server = await ServerAsync();
        var options = new PostgreSqlOptions
        {
            ConnectionString = server.ConnectionString,
            Schema = $"cluster_{Interlocked.Increment(ref _schemas)}",
            Instance = "tests",
        };
        if (migrate)
            await Migrations.ApplyAsync(options, TestContext.Current.CancellationToken);
        return options;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Shared.IsValueCreated)
            await (await Shared.Value).DisposeAsync();
    }
}
