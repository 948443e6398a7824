using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using Npgsql;

namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>A listener of MoCluster, with the grains in this process and the store in the database.</summary>
internal sealed class MoClusterQueue : IQueue
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private readonly string _connectionString;
    private readonly string _schema;
    private readonly BenchSilo _silo;
    private readonly INamespaceGrain _space;
    private readonly IListenerGroupGrain _group;
    private readonly Guid _listener;

    private MoClusterQueue(
        string connectionString, string schema, BenchSilo silo, INamespaceGrain space, IListenerGroupGrain group, Guid listener) =>
        (_connectionString, _schema, _silo, _space, _group, _listener) = (connectionString, schema, silo, space, group, listener);

    public int Batch => 1_000;

    public int Callers => 4;

    public BenchSilo Silo => _silo;

    public static async Task<MoClusterQueue> StartAsync(string connectionString, string schema)
    {
        var silo = await BenchSilo.StartAsync(
            "Store:Kind=PostgreSql", $"Store:ConnectionString={connectionString}", $"Store:Schema={schema}");
        var (space, group, listener) = await silo.DeclareAsync("bench");
        return new MoClusterQueue(connectionString, schema, silo, space, group, listener);
    }

    public async Task PublishAsync(int count)
    {
        var events = Enumerable.Range(0, count).Select(_ => new PublishedEvent("thing", Subject.Next()));
        BenchSilo.Value(await _space.PublishAsync(BenchSilo.Actor, new Publication([.. events])));
    }

    public async Task<int> TakeAsync(int limit)
    {
        var got = BenchSilo.Value(await _group.FetchAsync(BenchSilo.Actor, new Fetch(_listener, limit, Patience), CancellationToken.None));
        if (!got.IsEmpty)
            BenchSilo.Value(await _group.AcknowledgeAsync(BenchSilo.Actor, [.. got.Select(delivery => delivery.Token)]));
        return got.Length;
    }

    public async Task TrimAsync() => await _silo.Store.TrimAsync(_silo.Store.Now, CancellationToken.None);

    /// <summary>
    /// Stops the silo and drops its schema, as the peers do. Otherwise the server would vacuum it while the next queue is measured.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var command = source.CreateCommand($"DROP SCHEMA {_schema} CASCADE");
        await command.ExecuteNonQueryAsync();
    }
}
