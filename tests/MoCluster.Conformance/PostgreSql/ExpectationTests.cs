using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>Groups that are written at once on the expectation that namespaces are at the versions named, and what happens where they are not.</summary>
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
