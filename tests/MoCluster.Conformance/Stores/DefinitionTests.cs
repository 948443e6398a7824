using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Conformance.Stores;

/// <summary>Namespaces and listeners are declared, changed and deleted.</summary>
public sealed class DefinitionTests : StoreTests
{
    [Theory, EveryStore]
    public async Task A_namespace_changes_version_by_version(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        NamespaceDefinition Named(long version, string name = "hr") => new(name, Actor.Anonymous, version % 2 == 0, version);
        Commit Put(NamespaceDefinition definition) => Make.Commit(new DefinitionWrite.PutNamespace(definition));

        await host.RefuseAsync(Put(Named(2)));
        await host.SucceedAsync(Put(Named(1)));
        Assert.Equal(new Precondition.NamespaceAt("hr", 0), (await host.RefuseAsync(Put(Named(1)))).Precondition);
        await host.SucceedAsync(Put(Named(2)));
        await host.SucceedAsync(Put(Named(1, "it")));
        await host.SucceedAsync(Make.Asking(new Precondition.NamespaceAt("hr", 2), new Precondition.NamespaceAt("none", 0)));
        await host.RefuseAsync(Make.Asking(new Precondition.NamespaceAt("hr", 1)));

        Assert.Equal([Named(2), Named(1, "it")], await host.Store.ReadNamespacesAsync(default, Cancellation));
        Assert.Equal([Named(1, "it")], await host.Store.ReadNamespacesAsync(["it", "none"], Cancellation));
        Assert.Empty(await host.Store.ReadNamespacesAsync([], Cancellation));

        await host.SucceedAsync(Make.Commit(new DefinitionWrite.DeleteNamespace("hr"), new DefinitionWrite.DeleteNamespace("none")));
        await host.SucceedAsync(Make.Asking(new Precondition.NamespaceAt("hr", 0)));
        await host.SucceedAsync(Put(Named(1)));
        await host.AssertThrowsAsync(Put(Named(0, "zero")));
    }

    [Theory, EveryStore]
    public async Task A_listener_begins_after_the_last_event_at_its_commit(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var early = Make.Listener("early");
        await host.SucceedAsync(Make.Commit(new DefinitionWrite.PutListener(early)));
        await host.SucceedAsync(Make.Commit(Make.Events(5)));
        var late = Make.Listener("late");
        await host.SucceedAsync(Make.Commit(Make.Event()) with { Definitions = [new DefinitionWrite.PutListener(late)] });
        await host.SucceedAsync(Make.Commit(Make.Event()));

        var first = await ReadAsync(host, early);
        Assert.Equal((1, 0, 7), (first.Position, first.Frontier, first.Head));
        var second = await ReadAsync(host, late);
        Assert.Equal((1, 6, 7), (second.Position, second.Frontier, second.Head));
        Assert.Equal(late, second.Definition);
    }

    [Theory, EveryStore]
    public async Task Two_listeners_do_not_share_owner_namespace_and_user_key(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = Make.Listener("reader");
        Commit Put(ListenerDefinition definition) => Make.Commit(new DefinitionWrite.PutListener(definition));
        await host.SucceedAsync(Put(listener));

        var taken = await host.RefuseAsync(Put(Make.Listener("reader", new StreamKey("tests", "others"))));
        Assert.Equal(new Precondition.ListenerKeyFree(listener.Owner, "tests", "reader"), taken.Precondition);
        Assert.Equal(listener.Uuid.ToString(), taken.Holder);
        await host.RefuseAsync(Make.Asking(new Precondition.ListenerKeyFree(listener.Owner, "tests", "reader")));
        await host.SucceedAsync(Make.Asking(
            new Precondition.ListenerKeyFree(listener.Owner, "tests", "other"), new Precondition.ListenerExists(listener.Uuid)));
        await host.SucceedAsync(Put(Make.Listener("reader", new StreamKey("more", "things"))));
        await host.SucceedAsync(Put(Make.Listener("reader", owner: Guid.NewGuid())));

        // The same listener again, under another user key; the old key is then free for another.
        await host.SucceedAsync(Put(listener));
        await host.SucceedAsync(Put(listener with { UserKey = "renamed" }));
        await host.SucceedAsync(Put(Make.Listener("reader")));
        await host.RefuseAsync(Put(listener));
        Assert.Equal("renamed", (await ReadAsync(host, listener)).Definition.UserKey);
    }

    [Theory, EveryStore]
    public async Task Stream_and_group_of_a_listener_are_fixed(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = await ListenAsync(host);
        await host.AssertThrowsAsync(Make.Commit(new DefinitionWrite.PutListener(listener with { Stream = new StreamKey("tests", "others") })));
        await host.AssertThrowsAsync(Make.Commit(new DefinitionWrite.PutListener(listener with { Group = Guid.NewGuid() })));
        var policy = listener.Policy with { MaxAttempts = 5, Lease = TimeSpan.FromMilliseconds(1.5) };
        await host.SucceedAsync(Make.Commit(new DefinitionWrite.PutListener(listener with { Policy = policy })));
        await host.ReopenAsync();
        Assert.Equal(policy, (await ReadAsync(host, listener)).Definition.Policy);
    }

    [Theory, EveryStore]
    public async Task A_listener_is_paused_suspended_and_resumed(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = await ListenAsync(host);
        foreach (var halted in new[]
        {
            listener with { Pause = new ListenerPause(Make.Year(2026), "why «not»") },
            listener with { Pause = new ListenerPause(Make.Year(2027)), Suspension = new ListenerSuspension(Make.Year(2028), 1, 0) },
            listener with { Suspension = new ListenerSuspension(Make.Year(2029), 7, long.MaxValue) },
            listener,
        })
        {
            await host.SucceedAsync(Make.Commit(new DefinitionWrite.PutListener(halted)));
            await host.ReopenAsync();
            Assert.Equal(halted, (await ReadAsync(host, listener)).Definition);
            Assert.Equal(halted, Assert.Single(await host.Store.ReadListenersAsync(new ListenerQuery(Uuids: [listener.Uuid]), Cancellation)));
        }

        await host.AssertThrowsAsync(
            Make.Commit(new DefinitionWrite.PutListener(listener with { Pause = new ListenerPause(Make.Year(2026), "a\0b") })));
    }

    [Theory, EveryStore]
    public async Task The_frontiers_of_many_listeners_are_read_at_once(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        await host.SucceedAsync(Make.Commit(Make.Events(5)));
        ListenerDefinition one = await ListenAsync(host, Make.Listener("one")), two = await ListenAsync(host, Make.Listener("two"));
        await host.SucceedAsync(Make.Commit(Make.Events(5)));
        await host.SucceedAsync(Make.Commit(Make.Progress(one, 1, new ListenerProgress { Listener = one.Uuid, Frontier = 8 })));
        Assert.Equal(
            new[] { new ListenerFrontier(one.Uuid, 8), new ListenerFrontier(two.Uuid, 5) }.OrderBy(frontier => frontier.Listener),
            await host.Store.ReadFrontiersAsync([two.Uuid, Guid.NewGuid(), one.Uuid], Cancellation));
        Assert.Empty(await host.Store.ReadFrontiersAsync([], Cancellation));
    }

    [Theory, EveryStore]
    public async Task Deleting_a_listener_deletes_its_progress_and_keeps_its_groups_epoch(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var group = Guid.NewGuid();
        var gone = await ListenAsync(host, Make.Listener("gone", group: group));
        var stays = Make.Listener("stays", group: group);
        await host.SucceedAsync(Make.Commit(new DefinitionWrite.PutListener(stays)));
        await host.SucceedAsync(Make.Commit(Make.Events(2)));
        LeaseRecord Lease(long ordinal, ListenerDefinition listener) =>
            new(new Generation(1, ordinal), listener.Uuid, 1, [new LeasedEntry("a", [1], 1, Make.Year(2027))]);
        await host.SucceedAsync(Make.Commit(new GroupWrite { Group = group, Epoch = 1, Leases = [Lease(1, gone), Lease(2, stays)] }));

        await host.SucceedAsync(Make.Commit(new DefinitionWrite.DeleteListener(gone.Uuid), new DefinitionWrite.DeleteListener(Guid.NewGuid())));
        var state = await host.Store.ReadGroupAsync(group, Cancellation);
        Assert.Equal(1, state.Epoch);
        Assert.Equal(stays, Assert.Single(state.Listeners).Definition);
        Assert.Equal(stays.Uuid, Assert.Single(state.Leases).Listener);
        await host.RefuseAsync(Make.Asking(new Precondition.ListenerExists(gone.Uuid)));
        await host.SucceedAsync(Make.Commit(new DefinitionWrite.DeleteListener(stays.Uuid)));
        var result = await host.SucceedAsync(Make.Commit(new GroupWrite { Group = group, TakeEpoch = true }));
        Assert.Equal([2], result.Epochs);
    }

    [Theory, EveryStore]
    public async Task Listeners_are_found_by_each_filter(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var owner = Guid.NewGuid();
        StreamKey here = new("here", "things"), there = new("there", "things"), others = new("here", "others");
        ListenerDefinition a = Make.Listener("a", here, owner), b = Make.Listener("b", there), c = Make.Listener("a", others);
        await host.SucceedAsync(Make.Commit([.. new[] { a, b, c }.Select(listener => new DefinitionWrite.PutListener(listener))]));

        async Task Expect(ListenerQuery query, params ListenerDefinition[] expected) => Assert.Equal(
            expected.OrderBy(listener => listener.Uuid), await host.Store.ReadListenersAsync(query, Cancellation));

        await Expect(new ListenerQuery(), a, b, c);
        await Expect(new ListenerQuery(Uuids: [b.Uuid, Guid.NewGuid()]), b);
        await Expect(new ListenerQuery(UserKeys: ["a"]), a, c);
        await Expect(new ListenerQuery(Owners: [owner]), a);
        await Expect(new ListenerQuery(Namespaces: ["here"]), a, c);
        await Expect(new ListenerQuery(Namespaces: ["here", "there"], RoutingKeys: ["things"]), a, b);
        await Expect(new ListenerQuery(Owners: [owner, Actor.Anonymous], Namespaces: ["here"], UserKeys: ["a"]), a, c);
        await Expect(new ListenerQuery(Uuids: [a.Uuid, b.Uuid], UserKeys: ["b"]), b);
        await Expect(new ListenerQuery(RoutingKeys: []));
        var first = new[] { a, b, c }.MinBy(listener => listener.Uuid)!;
        await Expect(new ListenerQuery(Limit: 1), first);
        await Expect(new ListenerQuery(After: first.Uuid), [.. new[] { a, b, c }.Where(listener => listener != first)]);
    }
}
