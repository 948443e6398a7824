using MoCluster.Disks;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Tests.Stores.Sqlite;

/// <summary>A failed write or sync ends the store: its batch's outcome is unknown, and nothing is taken after it.</summary>
public sealed class FailureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The sync of the commit fails; the mark of what was confirmed cannot be written; so does the first write of the next commit.</summary>
    [Theory]
    [InlineData(0, DiskFailure.Broken, "unknown")]
    [InlineData(1, DiskFailure.Full, "unknown")]
    [InlineData(2, DiskFailure.Full, "confirmed")]
    public async Task After_a_failure_everything_fails(int operations, DiskFailure failure, string outcome)
    {
        await using var fixture = new SqliteFixture();
        var store = await fixture.OpenAsync(options => options with { MaxBatchCommits = 1 });
        await store.CommitAsync(SqliteFixture.Events("before"));
        Task held, failing, waiting, trimming;
        using (var gate = new SyncGate(fixture))
        {
            held = store.CommitAsync(SqliteFixture.Events("held")).AsTask();
            await gate.Reached;
            failing = store.CommitAsync(SqliteFixture.Events("next")).AsTask();
            waiting = store.CommitAsync(SqliteFixture.Events("waiting")).AsTask();
            trimming = store.TrimAsync(DateTimeOffset.MaxValue, Cancellation).AsTask();
            fixture.Disk.FailOnceAfter(operations, failure, isLasting: true);
        }

        if (outcome == "confirmed")
            await held;
        var (unknown, refused) = outcome == "confirmed" ? (failing, waiting) : (held, failing);
        Assert.IsAssignableFrom<IOException>((await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => unknown)).InnerException);
        Assert.IsAssignableFrom<IOException>((await Assert.ThrowsAsync<StoreUnavailableException>(() => refused)).InnerException);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(SqliteFixture.Events("later")).AsTask());
        string[] confirmed = outcome == "confirmed" ? ["before", "held"] : ["before"];
        Assert.Equal(confirmed, await SqliteFixture.SubjectsAsync(store));

        // The disk being well again changes nothing: what a sync let go of once it does not bring back.
        fixture.Disk.Heal();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(SqliteFixture.Events("later")).AsTask());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => trimming);
        await store.DisposeAsync();
        Assert.IsAssignableFrom<IOException>(Assert.Single(fixture.Failures));
        Assert.Single(fixture.Log.Of(5202));

        // Only a new start tells what became true of the batch whose outcome was unknown.
        fixture.Disk.Kill(power: true);
        var subjects = await SqliteFixture.SubjectsAsync(await fixture.OpenAsync());
        Assert.Equal(confirmed, subjects.Take(confirmed.Length));
        Assert.InRange(subjects.Length, confirmed.Length, confirmed.Length + 1);
        Assert.DoesNotContain("waiting", subjects);
    }

    [Fact]
    public async Task A_checkpoint_that_fails_ends_the_store_and_loses_nothing()
    {
        await using var fixture = new SqliteFixture();
        var store = await fixture.OpenAsync(options => options with { CheckpointPages = 16, CheckpointBeside = false });
        fixture.BeforeSync = path =>
        {
            if (path.EndsWith(".db", StringComparison.Ordinal))
                fixture.Disk.FailOnceAfter(0, DiskFailure.Broken);
        };
        var confirmed = new List<string>();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            for (var i = 0; ; i++)
            {
                await store.CommitAsync(SqliteFixture.Events($"filler {i}"));
                confirmed.Add($"filler {i}");
            }
        });
        fixture.BeforeSync = _ => { };
        await store.DisposeAsync();
        Assert.Single(fixture.Failures);
        fixture.Disk.Kill(power: true);
        Assert.Equal(confirmed, await SqliteFixture.SubjectsAsync(await fixture.OpenAsync()));
    }

    [Fact]
    public async Task A_read_that_the_disk_fails_says_that_it_may_succeed_later()
    {
        await using var fixture = new SqliteFixture();
        var store = await fixture.OpenAsync();
        await store.CommitAsync(SqliteFixture.Events("before"));
        fixture.Disk.Kill(power: false);
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => store.ListObjectsAsync(new ObjectQuery("person", 10), Cancellation).AsTask());
        Assert.IsAssignableFrom<IOException>(refusal.InnerException);
    }

    [Fact]
    public async Task What_was_answered_outlives_a_power_cut_that_takes_all_that_was_not_synced()
    {
        await using var fixture = new SqliteFixture();
        var expected = new List<string>();
        for (var cut = 0; cut < 30; cut++)
        {
            var store = await fixture.OpenAsync(options => options with { CheckpointPages = 16, CheckpointBeside = false });
            Assert.Equal(expected, await SqliteFixture.SubjectsAsync(store));
            for (var i = 0; i <= cut % 5; i++)
            {
                await store.CommitAsync(SqliteFixture.Events($"{cut}.{i}"));
                expected.Add($"{cut}.{i}");
            }

            fixture.Disk.Kill(power: true);
            await store.DisposeAsync();
        }

        Assert.Equal(expected, await SqliteFixture.SubjectsAsync(await fixture.OpenAsync()));
    }
}
