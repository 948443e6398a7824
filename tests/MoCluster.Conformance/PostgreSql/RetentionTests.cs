using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>Retention and writers run beside each other: one that waited for the other would fail by the lock timeout.</summary>
public sealed class RetentionTests : DatabaseTests
{
    [Fact]
    public async Task Writers_and_a_retention_batch_under_way_do_not_wait_for_each_other()
    {
        var options = await SharedServer.OptionsAsync();
        await using var store = await OpenAsync(options with { LockTimeout = TimeSpan.FromSeconds(1), GiveUpAfter = TimeSpan.FromSeconds(1) });
        var listener = Make.Listener();
        await SucceedAsync(store, Make.Commit(new DefinitionWrite.PutListener(listener)));
        await SucceedAsync(store, Make.Commit(new GroupWrite { Group = listener.Group, TakeEpoch = true }));
        await SucceedAsync(store, Make.Commit(Make.Events(20)));
        Commit Settle(long frontier) =>
            Make.Commit(Make.Progress(listener, 1, new ListenerProgress { Listener = listener.Uuid, Frontier = frontier }));

        await SucceedAsync(store, Settle(10));
        await using var source = DatabaseSource.ForStore(options, null);
        await using (var connection = await source.OpenConnectionAsync(Cancellation))
        await using (var transaction = await connection.BeginTransactionAsync(Cancellation))
        {
            await using var batch = new StatementBatch(connection);
            batch.Add(Statement.Of("Retention/begin_stream").With(1));
            var gone = 0;
            batch.Add(
                Statement.Of("Retention/trim_stream").With(1).With(DateTime.MaxValue.ToUniversalTime(), NpgsqlDbType.TimestampTz).With(4),
                row => gone = row.GetInt32(0));
            await batch.RunAsync(Cancellation);
            Assert.Equal(4, gone);

            // The batch is not committed, so it holds its locks.
            await SucceedAsync(store, Make.Commit(Make.Events(5)));
            await SucceedAsync(store, Settle(12));
            Assert.Equal(25, (await store.ReadEventsAsync(Make.Stream, 1, 100, Cancellation)).Length);
            await transaction.CommitAsync(Cancellation);
        }

        Assert.Equal(5, (await store.ReadEventsAsync(Make.Stream, 1, 100, Cancellation))[0].Number);
        await using (var connection = await source.OpenConnectionAsync(Cancellation))
        await using (var transaction = await connection.BeginTransactionAsync(Cancellation))
        {
            // A writer in the middle of its commit has locked the stream and the listener's progress.
            await LockAsync(connection, "SELECT * FROM stream FOR UPDATE");
            await LockAsync(connection, "SELECT * FROM listener_progress FOR UPDATE");
            await store.TrimAsync(DateTimeOffset.MaxValue, Cancellation);
        }

        Assert.Equal(13, (await store.ReadEventsAsync(Make.Stream, 1, 100, Cancellation))[0].Number);
        await SharedServer.DropAsync(options);
    }

    private static async Task LockAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        Assert.NotNull(await command.ExecuteScalarAsync(Cancellation));
    }
}
