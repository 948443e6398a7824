using MoCluster.Conformance.Stores.Hosting;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.PostgreSql;
using Npgsql;

namespace MoCluster.Conformance.PostgreSql.Hosting;

/// <summary>The base of the tests of the PostgreSQL store.</summary>
public abstract class DatabaseTests
{
    /// <summary>Ends what a test waits for when the test is cancelled.</summary>
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens a store.</summary>
    protected static Task<PostgreSqlStore> OpenAsync(PostgreSqlOptions options) =>
        PostgreSqlStore.OpenAsync(options, TimeProvider.System, null, Cancellation);

    /// <summary>Commits, and asserts that it succeeded.</summary>
    protected static async Task<CommitResult> SucceedAsync(IStore store, Commit commit)
    {
        var result = await store.CommitAsync(commit);
        Assert.True(result.Committed, $"{result.Refusal?.Precondition}: {result.Refusal?.Found}");
        return result;
    }

    /// <summary>Connects to a schema as the tests' own role.</summary>
    protected static NpgsqlDataSource Source(PostgreSqlOptions options) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(options.ConnectionString) { SearchPath = options.Schema });

    /// <summary>Runs statements in a schema as the tests' own role.</summary>
    protected static async Task<object?> ExecuteAsync(PostgreSqlOptions options, string sql)
    {
        await using var source = Source(options);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    /// <summary>Polls for a condition that nothing signals, and yields the processor in between.</summary>
    protected static async Task UntilAsync(Func<Task<bool>> seen)
    {
        while (!await seen())
            await Task.Delay(10, Cancellation);
    }

    /// <summary>Reads the events of a stream, and asserts that their numbers have no gaps.</summary>
    protected static async Task<List<GrainInterfaces.Events.EventRecord>> LogAsync(IStore store, GrainInterfaces.StreamKey? stream = null)
    {
        var log = new List<GrainInterfaces.Events.EventRecord>();
        while (true)
        {
            var range = await store.ReadEventsAsync(stream ?? Make.Stream, log.Count + 1, StoreLimits.MaxBatch, Cancellation);
            if (range.IsEmpty)
                return log;
            foreach (var record in range)
            {
                log.Add(record);
                Assert.Equal(log.Count, record.Number);
            }
        }
    }
}
