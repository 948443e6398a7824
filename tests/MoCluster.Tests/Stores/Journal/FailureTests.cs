using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Tests.Stores.Journal;

/// <summary>A failed write or flush stops the journal: its group's outcome is unknown, and nothing is taken after it.</summary>
public sealed class FailureTests
{
    [Theory, InlineData("flush"), InlineData("write")]
    public async Task After_a_failure_everything_fails(string operation)
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync();
        await store.CommitAsync(JournalFixture.Events("before"));
        using var reached = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        fixture.Files.Before = (done, name) =>
        {
            if (done != operation || !name.StartsWith("log-", StringComparison.Ordinal))
                return;
            reached.Release();
            go.Wait();
            throw new IOException("the disk is gone");
        };

        var unknown = store.CommitAsync(JournalFixture.Events("unknown")).AsTask();
        await reached.WaitAsync(TestContext.Current.CancellationToken);
        var waiting = store.CommitAsync(JournalFixture.Events("waiting")).AsTask();
        var trimming = store.TrimAsync(DateTimeOffset.MaxValue, TestContext.Current.CancellationToken).AsTask();
        go.Set();

        Assert.IsType<IOException>((await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => unknown)).InnerException);
        Assert.IsType<IOException>((await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting)).InnerException);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => trimming);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(JournalFixture.Events("later")).AsTask());
        Assert.Equal(["before"], await JournalFixture.SubjectsAsync(store));

        // The disk being well again changes nothing: what a flush let go of once it does not bring back.
        fixture.Files.Before = (_, _) => { };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(JournalFixture.Events("later")).AsTask());
        await store.DisposeAsync();
        Assert.Equal("the disk is gone", Assert.Single(fixture.Failures).Message);
        Assert.Single(fixture.Log.Of(5006));

        // Only a new start tells what became true.
        var subjects = await JournalFixture.SubjectsAsync(await fixture.OpenAsync());
        Assert.Equal(operation == "write" ? ["before"] : ["before", "unknown"], subjects);
    }

    [Fact]
    public async Task A_new_segment_that_cannot_be_made_stops_the_journal()
    {
        await using var fixture = new JournalFixture();
        var store = await fixture.OpenAsync(options => options with { SegmentBytes = 4096 });
        fixture.Files.Before = (done, name) =>
        {
            if (done == "create")
                throw new IOException("no space");
        };
        var confirmed = new List<string>();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            for (var i = 0; ; i++)
            {
                await store.CommitAsync(JournalFixture.Events($"filler {i}"));
                confirmed.Add($"filler {i}");
            }
        });
        await store.DisposeAsync();
        Assert.Single(fixture.Failures);
        fixture.Files.Before = (_, _) => { };
        Assert.Equal(confirmed, await JournalFixture.SubjectsAsync(await fixture.OpenAsync()));
    }
}
