using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Journal;

namespace MoCluster.Tests.Stores.Journal;

/// <summary>What waits while a frame is being flushed is the next frame, and nobody sees a frame before its flush.</summary>
public sealed class GroupCommitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commits_that_wait_share_one_flush()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync();
        using var gate = new FlushGate(fixture.Files);
        var before = fixture.Files.Count("flush", "log-");
        var first = store.CommitAsync(JournalFixture.Events("first")).AsTask();
        await gate.Reached;
        var rest = Enumerable.Range(0, 100).Select(i => store.CommitAsync(JournalFixture.Events($"{i}")).AsTask()).ToArray();

        Assert.False(first.IsCompleted);
        Assert.Empty(await JournalFixture.SubjectsAsync(store));
        Assert.Empty(await store.ReadHeadsAsync(default, Cancellation));
        gate.Open();
        await Task.WhenAll(rest);

        Assert.Equal(before + 2, fixture.Files.Count("flush", "log-"));
        Assert.Equal((101, 2, 101), (store.Counters.Commits, store.Counters.Groups, store.Counters.Events));
        string[] expected = ["first", .. Enumerable.Range(0, 100).Select(i => $"{i}")];
        Assert.Equal(expected, await JournalFixture.SubjectsAsync(store));
    }

    [Fact]
    public async Task A_group_takes_no_more_than_its_limits()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(options => options with { MaxGroupCommits = 10 });
        using (var gate = new FlushGate(fixture.Files))
        {
            var first = store.CommitAsync(JournalFixture.Events("first")).AsTask();
            await gate.Reached;
            var rest = Enumerable.Range(0, 25).Select(i => store.CommitAsync(JournalFixture.Events($"{i}")).AsTask()).ToArray();
            gate.Open();
            await Task.WhenAll([first, .. rest]);
        }

        Assert.Equal((26, 4), (store.Counters.Commits, store.Counters.Groups));
        await store.DisposeAsync();
        store = await fixture.OpenAsync(options => options with { MaxGroupBytes = 1 });
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.CommitAsync(JournalFixture.Events($"{i}")).AsTask()));
        Assert.Equal((20, 20), (store.Counters.Commits, store.Counters.Groups));
    }

    [Fact]
    public async Task A_refused_commit_of_a_group_takes_no_other_with_it_and_costs_no_flush()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync();
        var refused = JournalFixture.Events("no") with { Preconditions = [new Precondition.ListenerExists(Guid.NewGuid())] };
        using var gate = new FlushGate(fixture.Files);
        var first = store.CommitAsync(JournalFixture.Events("first")).AsTask();
        await gate.Reached;
        var yes = store.CommitAsync(JournalFixture.Events("yes")).AsTask();
        var no = store.CommitAsync(refused).AsTask();
        var also = store.CommitAsync(JournalFixture.Events("also")).AsTask();
        gate.Open();
        Assert.Equal([true, true, false, true], (await Task.WhenAll(first, yes, no, also)).Select(result => result.Committed));
        Assert.Equal(3, (await also).Events[0].Event.Number);

        var flushes = fixture.Files.Count("flush", "log-");
        Assert.False((await store.CommitAsync(refused)).Committed);
        Assert.Equal(flushes, fixture.Files.Count("flush", "log-"));
    }

    [Fact]
    public async Task Callers_do_not_go_on_on_the_writers_thread()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync();
        var threads = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            await store.CommitAsync(JournalFixture.Events($"{i}")).AsTask().ConfigureAwait(false);
            return Thread.CurrentThread.Name;
        }));
        Assert.DoesNotContain("journal", threads);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_does_nothing()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(options => options with { MaxQueuedCommits = 5 });
        using var gate = new FlushGate(fixture.Files);
        var first = store.CommitAsync(JournalFixture.Events("first")).AsTask();
        await gate.Reached;
        var waiting = Enumerable.Range(0, 5).Select(i => store.CommitAsync(JournalFixture.Events($"{i}")).AsTask()).ToArray();
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(JournalFixture.Events("too many")).AsTask());
        Assert.Contains(nameof(JournalOptions.MaxQueuedCommits), refusal.Message, StringComparison.Ordinal);
        gate.Open();
        await Task.WhenAll([first, .. waiting]);
        Assert.Equal(6, (await JournalFixture.SubjectsAsync(store)).Length);
        await store.CommitAsync(JournalFixture.Events("later"));
    }

    [Fact]
    public async Task Closing_writes_what_waits_and_takes_nothing_more()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync();
        using var gate = new FlushGate(fixture.Files);
        var first = store.CommitAsync(JournalFixture.Events("first")).AsTask();
        await gate.Reached;
        var second = store.CommitAsync(JournalFixture.Events("second")).AsTask();
        var closing = store.DisposeAsync().AsTask();
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(JournalFixture.Events("late")).AsTask());
        Assert.Contains("closed", refusal.Message, StringComparison.Ordinal);
        gate.Open();
        await Task.WhenAll(first, second, closing);
        Assert.Equal(["first", "second"], await JournalFixture.SubjectsAsync(await fixture.OpenAsync()));
    }

    [Fact]
    public async Task A_commit_that_is_too_large_is_thrown_back()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(options => options with { MaxCommitBytes = 1024 });
        var subjects = Enumerable.Range(0, 100).Select(i => $"subject {i}").ToArray();
        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => store.CommitAsync(JournalFixture.Events(subjects)).AsTask());
        Assert.Contains(nameof(JournalOptions.MaxCommitBytes), thrown.Message, StringComparison.Ordinal);
        await store.CommitAsync(JournalFixture.Events(subjects[..5]));
    }
}
