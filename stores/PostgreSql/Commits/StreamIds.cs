using System.Collections.Concurrent;
using MoCluster.GrainInterfaces;
using MoCluster.Stores.PostgreSql.Batches;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Commits;

/// <summary>The ids of streams. A stream's row is made before its first event, in a transaction of its own, and never goes.</summary>
internal sealed class StreamIds
{
    /// <summary>How many are known by heart; beyond that all are looked up anew.</summary>
    private const int Limit = 100_000;

    private readonly ConcurrentDictionary<StreamKey, int> _known = [];

    /// <summary>The ids of streams, each once.</summary>
    /// <param name="connection">A connection outside a transaction.</param>
    /// <param name="streams">The streams.</param>
    public async ValueTask<StreamPlan> PlanAsync(NpgsqlConnection connection, HashSet<StreamKey> streams)
    {
        if (streams.Count == 0)
            return new StreamPlan([]);

        var missing = streams.Where(stream => !_known.ContainsKey(stream)).Order().ToList();
        if (missing.Count > 0)
        {
            await FindAsync(connection, missing).ConfigureAwait(false);
            if (missing.Any(stream => !_known.ContainsKey(stream)))
            {
                await CreateAsync(connection, missing).ConfigureAwait(false);
                await FindAsync(connection, missing).ConfigureAwait(false);
            }
        }

        return new StreamPlan(streams.Select(stream => (stream, _known[stream])));
    }

    private static async Task CreateAsync(NpgsqlConnection connection, List<StreamKey> streams)
    {
        await using var batch = new StatementBatch(connection);
        batch.Add(OnStreams("Append/create_streams", streams));
        await batch.RunAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static NpgsqlBatchCommand OnStreams(string statement, List<StreamKey> streams) =>
        Statement.Of(statement)
            .With(streams.Select(stream => stream.Namespace).ToArray())
            .With(streams.Select(stream => stream.RoutingKey).ToArray());

    private async Task FindAsync(NpgsqlConnection connection, List<StreamKey> streams)
    {
        if (_known.Count > Limit)
            _known.Clear();
        await using var batch = new StatementBatch(connection);
        batch.Add(OnStreams("Append/find_streams", streams), row => _known[streams[row.GetInt32(0) - 1]] = row.GetInt32(1));
        await batch.RunAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
