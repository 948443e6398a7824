using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Sqlite;

namespace MoCluster.Tests.Stores.Sqlite;

/// <summary>What waits while a transaction is being synced is the next transaction, and nobody sees one before its sync.</summary>
public sealed class SharedTransactionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commits_that_wait_share_one_sync()
    {
        await using var fixture = new SqliteFixture();
        var store = await fixture.OpenAsync();
        await store.CommitAsync(SqliteFixture.Events("opens the WAL"));
        using var gate = new SyncGate(fixture);
        var before = fixture.Syncs;
        var first = store.CommitAsync(SqliteFixture.Events("first")).AsTask();
        await gate.Reached;
        var rest = Enumerable.Range(0, 100).Select(i => store.CommitAsync(SqliteFixture.Events($"{i}")).AsTask()).ToArray();

        Assert.False(first.IsCompleted);
        Assert.Equal(["opens the WAL"], await SqliteFixture.SubjectsAsync(store));
        Assert.Equal(1, Assert.Single(await store.ReadHeadsAsync([SqliteFixture.Stream], Cancellation)).Last);
        gate.Open();
        await Task.WhenAll(rest);

        Assert.Equal(before + 2, fixture.Syncs);
        Assert.Equal((102, 3, 102), (store.Counters.Commits, store.Counters.Batches, store.Counters.Events));
        string[] expected = ["opens the WAL", "first", .. Enumerable.Range(0, 100).Select(i => $"{i}")];
        Assert.Equal(expected, await SqliteFixture.SubjectsAsync(store));
    }

    [Fact]
    public async Task A_batch_takes_no_more_than_its_limits()
    {
        await using var fixture = new SqliteFixture();
        var store = await fixture.OpenAsync(options => options with { MaxBatchCommits = 10 });
        using (var gate = new SyncGate(fixture))
        {
            var first = store.CommitAsync(SqliteFixture.Events("first")).AsTask();
            await gate.Reached;
            var rest = Enumerable.Range(0, 25).Select(i => store.CommitAsync(SqliteFixture.Events($"{i}")).AsTask()).ToArray();
            gate.Open();
            await Task.WhenAll([first, .. rest]);
        }

        Assert.Equal((26, 4), (store.Counters.Commits, store.Counters.Batches));
        await store.DisposeAsync();
        store = await fixture.OpenAsync(options => options with { MaxBatchEvents = 1 });
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.CommitAsync(SqliteFixture.Events($"{i}")).AsTask()));
        Assert.Equal((20, 20), (store.Counters.Commits, store.Counters.Batches));
    }

    [Fact]
    public async Task A_refused_commit_of_a_batch_takes_no_other_with_it_and_costs_no_sync()
    {
        await using var fixture = new SqliteFixture();
        var store = await fixture.OpenAsync();
        var refused = SqliteFixture.Events("no") with { Preconditions = [new Precondition.ListenerExists(Guid.NewGuid())] };
        using var gate = new SyncGate(fixture);
        var first = store.CommitAsync(SqliteFixture.Events("first")).AsTask();
        await gate.Reached;
        var yes = store.CommitAsync(SqliteFixture.Events("yes")).AsTask();
        var no = store.CommitAsync(refused).AsTask();
        var also = store.CommitAsync(SqliteFixture.Events("also")).AsTask();
        gate.Open();
        Assert.Equal([true, true, false, true], (await Task.WhenAll(first, yes, no, also)).Select(result => result.Committed));
        Assert.Equal(3, (await also).Events[0].Event.Number);

        var operations = fixture.Disk.Operations;
        Assert.False((await store.CommitAsync(refused)).Committed);
        Assert.Equal(operations, fixture.Disk.Operations);
    }

    [Fact]
    public async Task Callers_do_not_go_on_on_the_writers_thread()
    {
        await using var fixture = new SqliteFixture();
        var store = await fixture.OpenAsync();
        var threads = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            await store.CommitAsync(SqliteFixture.Events($"{i}")).AsTask().ConfigureAwait(false);
            return Thread.CurrentThread.Name;
        }));
        Assert.DoesNotContain("store", threads);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_does_nothing()
    {
        await using var fixture = new SqliteFixture();
        var store = await fixture.OpenAsync(options => options with { MaxQueuedCommits = 5 });
        using var gate = new SyncGate(fixture);
        var first = store.CommitAsync(SqliteFixture.Events("first")).AsTask();
        await gate.Reached;
        var waiting = Enumerable.Range(0, 5).Select(i => store.CommitAsync(SqliteFixture.Events($"{i}")).AsTask()).ToArray();
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(SqliteFixture.Events("too many")).AsTask());
        Assert.Contains(nameof(SqliteOptions.MaxQueuedCommits), refusal.Message, StringComparison.Ordinal);
        gate.Open();
        await Task.WhenAll([first, .. waiting]);
        Assert.Equal(6, (await SqliteFixture.SubjectsAsync(store)).Length);
        await store.CommitAsync(SqliteFixture.Events("later"));
    }

    [Fact]
    public async Task Closing_writes_what_waits_and_takes_nothing_more()
    {
        await using var fixture = new SqliteFixture();
        var store = await fixture.OpenAsync();
        using var gate = new SyncGate(fixture);
        var first = store.CommitAsync(SqliteFixture.Events("first")).AsTask();
        await gate.Reached;
        var second = store.CommitAsync(SqliteFixture.Events("second")).AsTask();
        var closing = store.DisposeAsync().AsTask();
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(SqliteFixture.Events("late")).AsTask());
        Assert.Contains("closed", refusal.Message, StringComparison.Ordinal);
        gate.Open();
        await Task.WhenAll(first, second, closing);
        Assert.Equal(["first", "second"], await SqliteFixture.SubjectsAsync(await fixture.OpenAsync()));
    }
}
