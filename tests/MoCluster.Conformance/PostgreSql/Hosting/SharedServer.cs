using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Stores.PostgreSql;
using Npgsql;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace MoCluster.Conformance.PostgreSql.Hosting;

/// <summary>
/// The one server of a run: the server of <c>MOCLUSTER_TEST_POSTGRES</c>, or a private one that starts when the first test asks. Each store
/// of a test has a schema of its own in it.
/// </summary>
public sealed class SharedServer : IAsyncDisposable
{
    private const string Variable = "MOCLUSTER_TEST_POSTGRES";
    private static readonly Lazy<Task<PrivateServer?>> Server = new(StartAsync);
    private static int _schemas;

    private static string? Given => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    /// <summary>Connects to the server; skips the test with the reason where there is none.</summary>
    public static async Task<string> ConnectAsync()
    {
        if (Given is { } given)
            return given;
        if (PrivateServer.Obstacle() is { } obstacle)
            Assert.Skip(obstacle);
        return (await Server.Value)!.ConnectionString;
    }

    /// <summary>Options of a store in a schema that no other test uses.</summary>
    public static async Task<PostgreSqlOptions> OptionsAsync() => new()
    {
        ConnectionString = await ConnectAsync(),
        Schema = $"t{Environment.ProcessId}_{Interlocked.Increment(ref _schemas)}",
        Instance = $"tests:{Environment.ProcessId}",
        Lanes = 3,
        Readers = 4,
    };

    /// <summary>Drops a schema.</summary>
    public static async Task DropAsync(PostgreSqlOptions options)
    {
        await using var source = NpgsqlDataSource.Create(options.ConnectionString);
        await using var command = source.CreateCommand($"DROP SCHEMA IF EXISTS {options.Schema} CASCADE");
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Server.IsValueCreated && await Server.Value is { } server)
            await server.DisposeAsync();
    }

    private static async Task<PrivateServer?> StartAsync() => await PrivateServer.StartAsync();
}
