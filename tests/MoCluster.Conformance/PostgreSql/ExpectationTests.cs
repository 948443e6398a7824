using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>Groups that are written at once on what they expect to find, and what happens where it is otherwise.</summary>
public sealed class ExpectationTests : DatabaseTests
{
    private static NamespaceDefinition Space(string name, long version) => new(name, Guid.Empty, true, version);

    private static Commit Put(string name, long version) => Make.Commit(new DefinitionWrite.PutNamespace(Space(name, version)));

    private static Commit Publish(string name, long version) =>
        Make.Commit(Make.Events(3)) with { Preconditions = [new Precondition.NamespaceAt(name, version)] };

    [Fact]
    public async Task What_another_store_changed_is_seen_and_refuses_only_what_names_it()
    {
        var options = await SharedServer.OptionsAsync();
        await using var one = await OpenAsync(options with { Lanes = 1 });
        await using var other = await OpenAsync(options);
        await SucceedAsync(one, Put("a", 1));
        await SucceedAsync(one, Put("b", 1));
        await SucceedAsync(one, Publish("a", 1));
        await SucceedAsync(other, Put("a", 2));

        (string Name, long Version)[] named = [("a", 1), ("b", 1), ("a", 2), ("b", 2), ("c", 1), ("b", 0)];
        var results = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => one.CommitAsync(Publish(named[i % 6].Name, named[i % 6].Version)).AsTask()));
        for (var i = 0; i < results.Length; i++)
        {
            var (name, version) = named[i % 6];
            if (i % 6 is 1 or 2)
                Assert.True(results[i].Committed);
            else
                Assert.Equal(new Precondition.NamespaceAt(name, version), results[i].Refusal?.Precondition);
        }

        Assert.Equal("its version is 2", results[0].Refusal!.Found);
        Assert.Equal("it does not exist", results[4].Refusal!.Found);
        Assert.Equal(3 + (20 * 3), (await LogAsync(other)).Count);
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task Progress_that_another_store_wrote_since_is_judged_on_what_there_is()
    {
        var options = await SharedServer.OptionsAsync();
        await using var one = await OpenAsync(options);
        await using var other = await OpenAsync(options);
        var listener = Make.Listener();
        await SucceedAsync(one, Make.Commit(new DefinitionWrite.PutListener(listener)));
        await SucceedAsync(one, Make.Commit(new GroupWrite { Group = listener.Group, TakeEpoch = true }));
        await SucceedAsync(one, Make.Commit(Make.Events(20)));

        Commit Settle(long frontier, long page = 20, long generation = 0)
        {
            var progress = Make.Progress(listener, 1, new() { Listener = listener.Uuid, Frontier = frontier, Pages = [Make.Page(page)] });
            var entry = new LeasedEntry("a", [20], 1, Make.Year(2030));
            return Make.Commit(generation == 0
                ? progress
                : progress with { Leases = [new LeaseRecord(new Generation(1, generation), listener.Uuid, 1, [entry])] });
        }

        async Task<string> WrongAsync(Commit commit) =>
            (await Assert.ThrowsAsync<ArgumentException>(async () => await one.CommitAsync(commit))).Message;

        await SucceedAsync(one, Settle(1));
        await SucceedAsync(one, Settle(2, generation: 7));
        await SucceedAsync(other, Settle(9));
        await SucceedAsync(other, Settle(10, generation: 8));
        Assert.Contains("from 10 to 3", await WrongAsync(Settle(3)), StringComparison.Ordinal);
        await SucceedAsync(one, Settle(11));
        Assert.Contains("was used before", await WrongAsync(Settle(12, generation: 7)), StringComparison.Ordinal);
        Assert.Contains("was used before", await WrongAsync(Settle(12, generation: 8)), StringComparison.Ordinal);
        Assert.Contains("past the stream's end 20", await WrongAsync(Settle(21)), StringComparison.Ordinal);
        Assert.Contains("settles 30, past the stream's end 20", await WrongAsync(Settle(12, page: 30)), StringComparison.Ordinal);
        await SucceedAsync(one, Settle(12));

        var group = await other.ReadGroupAsync(listener.Group, Cancellation);
        Assert.Equal(12, Assert.Single(group.Listeners).Frontier);
        Assert.Equal([7, 8], group.Leases.Select(lease => lease.Generation.Ordinal));
        await SucceedAsync(other, Make.Commit(new DefinitionWrite.DeleteListener(listener.Uuid)));
        var refused = await one.CommitAsync(Settle(13));
        Assert.Equal(new Precondition.ListenerExists(listener.Uuid), refused.Refusal?.Precondition);

        // Declared again where it stood, but into another group.
        var again = Make.Listener() with { Group = listener.Group, Stream = listener.Stream };
        await SucceedAsync(one, Make.Commit(new DefinitionWrite.PutListener(again)));
        await SucceedAsync(one, Make.Commit(Make.Progress(again, 1, new() { Listener = again.Uuid, Frontier = 20, Pages = [] })));
        await SucceedAsync(other, Make.Commit(new DefinitionWrite.DeleteListener(again.Uuid)));
        await SucceedAsync(other, Make.Commit(new DefinitionWrite.PutListener(again with { Group = Guid.NewGuid() })));
        Assert.Contains(
            "group", await WrongAsync(Make.Commit(Make.Progress(again, 1, new() { Listener = again.Uuid, Frontier = 20, Pages = [Make.Page(20)] }))), StringComparison.Ordinal);
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task A_change_is_not_kept_waiting_by_publications_without_end()
    {
        var options = await SharedServer.OptionsAsync();
        await using var store = await OpenAsync(options with { Lanes = 3 });
        await SucceedAsync(store, Put("a", 1));
        var (changed, flowing) = (false, new TaskCompletionSource());
        var published = 0;
        var publishers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!Volatile.Read(ref changed))
            {
                var result = await store.CommitAsync(Publish("a", 1));
                if (!result.Committed)
                    return "its version is 2" == result.Refusal.Found;
                if (Interlocked.Increment(ref published) == 100)
                    flowing.SetResult();
            }

            return true;
        })).ToArray();
        await flowing.Task.WaitAsync(Cancellation);

        // The publications end only when it is done.
        await SucceedAsync(store, Put("a", 2)).WaitAsync(Cancellation);
        Volatile.Write(ref changed, true);
        Assert.All(await Task.WhenAll(publishers), Assert.True);
        Assert.Equal(3 * published, (await LogAsync(store)).Count);
        await SharedServer.DropAsync(options);
    }
}
