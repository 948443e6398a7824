using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Results;

namespace MoCluster.Conformance.Stores;

/// <summary>Results kept under idempotency keys, and commits repeated under their ids.</summary>
public sealed class ResultTests : StoreTests
{
    private static readonly IdempotencyKey Key = new(Actor.Anonymous, "a key", "org_unit_create", 3);

    [Theory, EveryStore]
    public async Task A_result_is_kept_with_what_its_commit_assigned(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        await host.SucceedAsync(Make.Commit(Make.Events(2)));
        await host.SucceedAsync(Make.Commit(Make.Registration(Make.Object(), 1)) with
        {
            Events = [Make.Event(), Make.Event("b", new StreamKey("tests", "others")), Make.Event()],
            Results = [new ResultWrite(Key, [1, 2, 3], [4, 5])],
        });
        await host.ReopenAsync();
        var kept = await host.Store.ReadResultAsync(Key, Cancellation);
        Assert.NotNull(kept);
        Assert.Equal([1, 2, 3], kept.RequestHash);
        Assert.Equal([4, 5], kept.Document);
        Assert.Equal(host.Time.Now, kept.Time);
        Assert.Equal([3, 1, 4], kept.EventNumbers);
        Assert.Equal([host.Time.Now], kept.RegistrationTimes);
        Assert.Null(await host.Store.ReadResultAsync(Key with { Index = 4 }, Cancellation));
        Assert.Null(await host.Store.ReadResultAsync(Key with { Path = "other" }, Cancellation));
        Assert.Null(await host.Store.ReadResultAsync(Key with { Caller = Guid.NewGuid() }, Cancellation));
    }

    [Theory, EveryStore]
    public async Task A_key_is_used_once_within_its_week(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        Commit Keep(byte document) => Make.Commit(Make.Event()) with { Results = [new ResultWrite(Key, [1], [document])] };
        await host.SucceedAsync(Make.Asking(new Precondition.ResultFree(Key)));
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => host.CommitAsync(Keep((byte)i)))));
        Assert.Single(results, result => result.Committed);
        Assert.Single(await host.Store.ReadEventsAsync(Make.Stream, 1, 10, Cancellation));

        host.Time.Advance(StoreLimits.ResultLifetime - TimeSpan.FromSeconds(1));
        Assert.Equal(new Precondition.ResultFree(Key), (await host.RefuseAsync(Keep(100))).Precondition);
        await host.RefuseAsync(Make.Asking(new Precondition.ResultFree(Key)));
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await host.Store.ReadResultAsync(Key, Cancellation));
        await host.SucceedAsync(Keep(101));
        Assert.Equal([101], (await host.Store.ReadResultAsync(Key, Cancellation))!.Document);

        // The first life of the key is over; trimming that deletes it keeps the second.
        await host.Store.TrimAsync(DateTimeOffset.MinValue, Cancellation);
        Assert.Equal([101], (await host.Store.ReadResultAsync(Key, Cancellation))!.Document);
        var write = Keep(1).Results[0];
        await host.AssertThrowsAsync(Make.Commit(Make.Event()) with { Results = [write, write] });
    }

    [Theory, EveryStore]
    public async Task A_commit_repeated_under_its_id_gets_the_first_answer(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = Make.Listener();
        var commit = Make.Commit(Make.Registration(Make.Object(), 1)) with
        {
            Events = [Make.Event("a"), Make.Event("b", new StreamKey("tests", "others")), Make.Event("c")],
            Definitions = [new DefinitionWrite.PutListener(listener)],
            Groups = [new GroupWrite { Group = listener.Group, TakeEpoch = true }],
        };
        var first = await host.SucceedAsync(commit);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.SucceedAsync(Make.Commit(Make.Event()));
        var before = await host.ShowAsync();
        await host.ReopenAsync();

        var again = await host.SucceedAsync(commit);
        Assert.Equal(first.Events, again.Events);
        Assert.Equal(first.RegistrationTimes, again.RegistrationTimes);
        Assert.Equal(first.Epochs, again.Epochs);
        Assert.Equal(before, await host.ShowAsync());
        await host.AssertThrowsAsync(Make.Commit(Make.Event()) with { Id = commit.Id });
    }

    [Theory, EveryStore]
    public async Task Concurrent_commits_under_one_id_are_committed_once(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var commit = Make.Commit(Make.Event());
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => host.SucceedAsync(commit))));
        Assert.All(results, result => Assert.Equal(results[0].Events, result.Events));
        Assert.Single(await host.Store.ReadEventsAsync(Make.Stream, 1, 10, Cancellation));
    }

    [Theory, EveryStore]
    public async Task A_refused_commit_is_judged_again_under_its_id(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var unit = Make.Object();
        var commit = Make.Commit(Make.Event()) with { Preconditions = [new Precondition.ObjectAt(unit, 1)] };
        await host.RefuseAsync(commit);
        await host.SucceedAsync(Make.Commit(Make.Registration(unit, 1)));
        await host.SucceedAsync(commit);
    }
}
