using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.PostgreSql;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>Batches that are written in one flush on the state that they expect, and what happens when the state differs.</summary>
public sealed class ExpectationTests : DatabaseTests
{
    private static NamespaceDefinition Space(string name, long version) => new(name, Guid.Empty, true, version);

    private static Commit Put(string name, long version) => Make.Commit(new DefinitionWrite.PutNamespace(Space(name, version)));

    private static Commit Publish(string name, long version) =>
        Make.Commit(Make.Events(3)) with { Preconditions = [new Precondition.NamespaceAt(name, version)] };

    [Fact]
    public async Task A_change_by_another_store_is_seen_and_refuses_only_the_commits_that_depend_on_it()
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
    public async Task Progress_is_judged_on_what_another_store_wrote_since()
    {
        var options = await SharedServer.OptionsAsync();
        await using var one = await OpenAsync(options);
        await using var other = await OpenAsync(options);
        var listener = Make.Listener();
        await SucceedAsync(one, Make.Commit(new DefinitionWrite.PutListener(listener)));
        await SucceedAsync(one, Make.Commit(new GroupWrite { Group = listener.Group, TakeEpoch = true }));
        await SucceedAsync(one, Make.Commit(Make.Events(20)));

        Commit Settle(long frontier, long bitmapNumber = 20, long generation = 0)
        {
            var progress = Make.Progress(listener, 1, new() { Listener = listener.Uuid, Frontier = frontier, Bitmaps = [Make.Bitmap(bitmapNumber)] });
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
        Assert.Contains("settles 30, past the stream's end 20", await WrongAsync(Settle(12, bitmapNumber: 30)), StringComparison.Ordinal);
        await SucceedAsync(one, Settle(12));

        var group = await other.ReadGroupAsync(listener.Group, Cancellation);
        Assert.Equal(12, Assert.Single(group.Listeners).Frontier);
        Assert.Equal([7, 8], group.Leases.Select(lease => lease.Generation.Ordinal));
        await SucceedAsync(other, Make.Commit(new DefinitionWrite.DeleteListener(listener.Uuid)));
        var refused = await one.CommitAsync(Settle(13));
        Assert.Equal(new Precondition.ListenerExists(listener.Uuid), refused.Refusal?.Precondition);

        // Declared again at the same place, but in another group.
        var again = Make.Listener() with { Group = listener.Group, Stream = listener.Stream };
        await SucceedAsync(one, Make.Commit(new DefinitionWrite.PutListener(again)));
        await SucceedAsync(one, Make.Commit(Make.Progress(again, 1, new() { Listener = again.Uuid, Frontier = 20, Bitmaps = [] })));
        await SucceedAsync(other, Make.Commit(new DefinitionWrite.DeleteListener(again.Uuid)));
        await SucceedAsync(other, Make.Commit(new DefinitionWrite.PutListener(again with { Group = Guid.NewGuid() })));
        Assert.Contains(
            "group", await WrongAsync(Make.Commit(Make.Progress(again, 1, new() { Listener = again.Uuid, Frontier = 20, Bitmaps = [Make.Bitmap(20)] }))), StringComparison.Ordinal);
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task Objects_are_judged_on_what_another_store_wrote_since()
    {
        var options = await SharedServer.OptionsAsync();
        await using var one = await OpenAsync(options);
        await using var other = await OpenAsync(options);
        var (parent, child) = (Make.Object(), Make.Object());

        RegistrationWrite Child(long number, params ReadOnlySpan<Reference> references) =>
            Make.Registration(child, number, Make.Years(2000)) with { References = [.. references], UserKeys = [$"child {number}"] };

        // All that this store knows of the two objects is what it wrote itself.
        await SucceedAsync(one, Make.Commit(Make.Registration(parent, 1, Make.Years(1990))));
        await SucceedAsync(one, Make.Commit(Child(1, Make.Reference(parent, Make.Years(2000)))));
        await SucceedAsync(one, Make.Commit(Child(2, Make.Reference(parent, Make.Years(2000)))));
        await SucceedAsync(one, Make.Commit(Make.Registration(Make.Object(), 1, Make.Years(2000)) with { References = [Make.Reference(parent, Make.Years(2000, 2001))] }));
        Assert.Equal(new PostgreSqlCounters(4, 4, 4), one.Counters);

        // Another registration.
        await SucceedAsync(other, Make.Commit(Child(3)));
        Assert.Equal("its registration is number 3", await FoundAsync(one, Child(3)));
        await SucceedAsync(one, Make.Commit(Child(4, Make.Reference(parent, Make.Years(2001)))));
        Assert.Equal([child], await KeyedAsync("child 4"));
        Assert.Empty(await KeyedAsync("child 3"));

        // An object that should be new exists.
        var found = Make.Object();
        await SucceedAsync(other, Make.Commit(Make.Registration(found, 1, Make.Years(2000))));
        Assert.Equal("its registration is number 1", await FoundAsync(one, Make.Registration(found, 1, Make.Years(2000))));

        // The target of a reference has ended; and an object without references is referred to.
        await SucceedAsync(other, Make.Commit(Child(5)));
        await SucceedAsync(other, Make.Commit(Make.Registration(Make.Object(), 1, Make.Years(1995, 1996)) with { References = [Make.Reference(parent, Make.Years(1995, 1996))] }));
        Assert.Contains(" refers to it by parent", await FoundAsync(one, Make.Registration(parent, 2, Make.Years(1990, 1995))), StringComparison.Ordinal);
        await SucceedAsync(other, Make.Commit(Make.Registration(parent, 2, Make.Years(1990, 2001), Make.Years(2010))));
        Assert.StartsWith("it is active [1990", await FoundAsync(one, Child(6, Make.Reference(parent, Make.Years(2000)))), StringComparison.Ordinal);
        await SucceedAsync(one, Make.Commit(Child(6, Make.Reference(parent, Make.Years(2010)))));
        await SharedServer.DropAsync(options);

        async Task<IEnumerable<ObjectKey>> KeyedAsync(string userKey) =>
            (await other.ListObjectsAsync(new ObjectQuery("org_unit", 10, UserKeys: [userKey]), Cancellation)).Select(row => row.Object);
    }

    [Fact]
    public async Task Keys_due_instants_and_results_are_judged_on_what_another_store_wrote_since()
    {
        var options = await SharedServer.OptionsAsync();
        await using var one = await OpenAsync(options);
        await using var other = await OpenAsync(options);
        var (key, next) = (new UniqueKey("person.cpr_number", "0101701234"), new UniqueKey("person.cpr_number", "0101701235"));
        var (holder, rival) = (Make.Object("person"), Make.Object("person"));

        RegistrationWrite Holder(long number, UniqueKey held, params ReadOnlySpan<DateTimeOffset> due) =>
            Make.Registration(holder, number, Make.Years(2000)) with { Keys = [held], Due = [.. due] };

        RegistrationWrite Rival(UniqueKey held) => Make.Registration(rival, 1, Make.Years(2000)) with { Keys = [held] };

        await SucceedAsync(one, Make.Commit(Holder(1, key)));
        await SucceedAsync(one, Make.Commit(Holder(2, key)));
        Assert.Equal(new PostgreSqlCounters(2, 2, 2), one.Counters);

        // A key that this store has never seen is held by another object; then the known holder gives up its key elsewhere.
        await SucceedAsync(other, Make.Commit(Holder(3, next)));
        Assert.Equal($"it is held by {holder}", await FoundAsync(one, Rival(next)));
        await SucceedAsync(one, Make.Commit(Rival(key)));
        Assert.Equal($"it is held by {rival}", await FoundAsync(one, Holder(4, key)));

        // Due instants go without a registration.
        await SucceedAsync(one, Make.Commit(Holder(4, next, Make.Year(2030), Make.Year(2031))));
        await SucceedAsync(other, Make.Commit(Make.Event()) with { Struck = [new DueInstant(holder, Make.Year(2030))] });
        await SucceedAsync(one, Make.Commit(Holder(5, next, Make.Year(2030), Make.Year(2032))));
        var due = await other.ReadDueAsync(null, Make.Year(2040), 10, Cancellation);
        Assert.Equal([Make.Year(2030), Make.Year(2032)], due.Where(instant => instant.Object == holder).Select(instant => instant.Instant));

        // A result under the same idempotency key.
        var result = new ResultWrite(new IdempotencyKey(Guid.NewGuid(), "k", "path", 0), [1], [2]);
        var expected = one.Counters.Expected;
        await SucceedAsync(one, Make.Commit(Make.Event()) with { Results = [result with { Key = result.Key with { Key = "j" } }] });
        Assert.Equal(expected + 1, one.Counters.Expected);
        await SucceedAsync(other, Make.Commit(Make.Event()) with { Results = [result] });
        var refused = await one.CommitAsync(Make.Commit(Make.Event()) with { Results = [result] });
        Assert.Equal(new Precondition.ResultFree(result.Key), refused.Refusal?.Precondition);
        await SharedServer.DropAsync(options);
    }

    private static async Task<string?> FoundAsync(PostgreSqlStore store, RegistrationWrite write) => (await store.CommitAsync(Make.Commit(write))).Refusal?.Found;

    [Fact]
    public async Task Endless_publications_do_not_starve_a_change()
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

        // The publications end only when the change is done.
        await SucceedAsync(store, Put("a", 2)).WaitAsync(Cancellation);
        Volatile.Write(ref changed, true);
        Assert.All(await Task.WhenAll(publishers), Assert.True);
        Assert.Equal(3 * published, (await LogAsync(store)).Count);
        await SharedServer.DropAsync(options);
    }
}
