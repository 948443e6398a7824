using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using static MoCluster.Tests.Listeners.Groups.EventSimulation;

namespace MoCluster.Tests.Namespaces;

/// <summary>The rules of docs/os2mo.md §4 with the messages of §1.3, as callers of the grain meet them.</summary>
public sealed class NamespaceGrainTests
{
    [Fact]
    public void A_namespace_is_declared_once_and_stays_as_it_was_declared() => Run(async world =>
    {
        var first = Value(await world.Namespace.DeclareAsync(Owner, isPublic: false));
        Assert.Equal(first, Value(await world.Namespace.DeclareAsync(Owner, isPublic: false)));
        Refused("Namespace already exists with public=false.", await world.Namespace.DeclareAsync(Owner, isPublic: true));
        Refused("Namespace already claimed by another owner.", await world.Namespace.DeclareAsync(Other, isPublic: false));
        world.Crash();
        Assert.Equal(first, Value(await world.Namespace.DeclareAsync(Owner, isPublic: false)));
    });

    [Fact]
    public void The_owner_may_listen_and_in_a_public_namespace_anybody() => Run(async world =>
    {
        var declaration = new ListenerDeclaration("mine", "r");
        Refused("Namespace does not exist", await world.Namespace.DeclareListenerAsync(Owner, declaration));
        Value(await world.Namespace.DeclareAsync(Owner, isPublic: false));
        Value(await world.Namespace.DeclareListenerAsync(Owner, declaration));
        Refused(
            "Namespace already exists, but is non-public and you are not the owner.",
            await world.Namespace.DeclareListenerAsync(Other, declaration));
    });

    [Fact]
    public void Declaring_a_listener_again_finds_it_and_another_owner_gets_another_one() => Run(async world =>
    {
        Value(await world.Namespace.DeclareAsync(Owner, isPublic: true));
        var declaration = new ListenerDeclaration("mine", "r");
        var at = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => world.Namespace.DeclareListenerAsync(Owner, declaration)));
        var listener = Assert.Single(at.Select(Value).Distinct());
        Assert.NotEqual(listener.Uuid, Value(await world.Namespace.DeclareListenerAsync(Other, declaration)).Uuid);
        Refused(
            "There already exists a listener with this user_key and a different routing_key",
            await world.Namespace.DeclareListenerAsync(Owner, declaration with { RoutingKey = "s" }));
        Assert.False((await world.Namespace.DeclareListenerAsync(Owner, declaration with { Group = "g" })).Succeeded);

        // Its policy may be changed, and the group's grain learns it at once.
        Assert.Empty(await world.FetchAsync(listener, seconds: 0));
        var shorter = ListenerPolicy.Default with { Lease = TimeSpan.FromSeconds(20) };
        var changed = Value(await world.Namespace.DeclareListenerAsync(Owner, declaration with { Policy = shorter }));
        Assert.Equal(listener with { Policy = shorter }, changed);
        await world.PublishAsync("a");
        var given = Assert.Single(await world.FetchAsync(listener));
        Assert.InRange(given.Until - world.Store.Now, TimeSpan.FromSeconds(19), TimeSpan.FromSeconds(20));
    });

    [Fact]
    public void Only_its_owner_sends_to_a_namespace_and_nobody_to_the_native_one() => Run(async world =>
    {
        var publication = new Publication([new PublishedEvent("r", "a")]);
        Refused("Namespace does not exist.", await world.Namespace.PublishAsync(Owner, publication));
        Value(await world.Namespace.DeclareAsync(Owner, isPublic: true));
        Refused("You are not the owner of that namespace.", await world.Namespace.PublishAsync(Other, publication));

        var native = world.Grains.GetGrain<INamespaceGrain>(StreamKey.NativeNamespace);
        Refused("You are not the owner of that namespace.", await native.PublishAsync(Owner, publication));
        Refused("Namespace already claimed by another owner.", await native.DeclareAsync(Owner, isPublic: true));
        Value(await native.DeclareListenerAsync(Other, new ListenerDeclaration("mine", "person")));
        Assert.False((await native.DeleteAsync(Owner with { IsAdministrator = true })).Succeeded);
    });

    [Fact]
    public void A_publication_is_all_or_nothing() => Run(async world =>
    {
        var one = await world.DeclareAsync("one", "r");
        var two = await world.DeclareAsync("two", "s");
        Assert.Equal([1, 2, 1], Value(await world.Namespace.PublishAsync(Owner, new Publication(
            [new PublishedEvent("r", "a"), new PublishedEvent("r", "b"), new PublishedEvent("s", "c")]))).Numbers);
        var wrong = new Publication([new PublishedEvent("r", "d"), new PublishedEvent("s", new string('x', 221))]);
        Refused("Too large subject. Only send identifiers as the subject, not data", await world.Namespace.PublishAsync(Owner, wrong));
        await Task.Delay(TimeSpan.FromSeconds(1), world.Time);
        Assert.Equal(["a", "b"], (await world.FetchAsync(one)).Select(delivery => delivery.Event.Subject));
        Assert.Equal(["c"], (await world.FetchAsync(two)).Select(delivery => delivery.Event.Subject));
    });

    [Fact]
    public void An_idempotency_key_publishes_once_through_a_crash() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        var key = new IdempotencyKey(Owner.Uuid, "k", "event_send");
        var publication = new Publication([new PublishedEvent("r", "a"), new PublishedEvent("r", "b")], key);
        Assert.Equal([1, 2], Value(await world.Namespace.PublishAsync(Owner, publication)).Numbers);
        world.Crash();
        var again = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => world.Namespace.PublishAsync(Owner, publication)));
        Assert.All(again, outcome => Assert.Equal([1, 2], Value(outcome).Numbers));
        var other = await world.Namespace.PublishAsync(Owner, publication with { Events = [new PublishedEvent("r", "c")] });
        Assert.Equal(RefusalCode.IdempotencyConflict, other.Refusal?.Code);
        await Task.Delay(TimeSpan.FromSeconds(1), world.Time);
        Assert.Equal(2, (await world.FetchAsync(listener)).Length);
    });

    [Fact]
    public void A_namespace_is_deleted_only_without_listeners() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        Refused(
            "There are still listeners for this namespace. Use the `event_listener_delete` mutator.",
            await world.Namespace.DeleteAsync(Owner));
        Assert.True(Value(await world.Namespace.DeleteListenerAsync(Owner, listener.Uuid, deletePendingEvents: false)));
        Assert.True(Value(await world.Namespace.DeleteListenerAsync(Owner, listener.Uuid, deletePendingEvents: false)));
        Refused("You are not the owner of that namespace.", await world.Namespace.DeleteAsync(Other));
        Assert.True(Value(await world.Namespace.DeleteAsync(Owner)));
        Assert.True(Value(await world.Namespace.DeleteAsync(Owner)));
        Assert.Equal(Other.Uuid, Value(await world.Namespace.DeclareAsync(Other, isPublic: false)).Owner);
    });

    [Fact]
    public void A_former_owner_sends_nothing_to_a_namespace_that_another_owner_took() => Run(async world =>
    {
        Value(await world.Namespace.DeclareAsync(Owner, isPublic: false));

        // Another silo's grain deletes it, and another owner declares it, without the knowledge of this activation.
        DefinitionWrite[] elsewhere =
        [
            new DefinitionWrite.DeleteNamespace("n"),
            new DefinitionWrite.PutNamespace(new NamespaceDefinition("n", Other.Uuid, true, 1)),
            new DefinitionWrite.PutNamespace(new NamespaceDefinition("n", Other.Uuid, true, 2)),
        ];
        foreach (var write in elsewhere)
            await world.Memory.CommitAsync(new Commit { Id = world.Scheduler.NewId(), Definitions = [write] });
        Refused(
            "You are not the owner of that namespace.",
            await world.Namespace.PublishAsync(Owner, new Publication([new PublishedEvent("r", "a")])));
    });

    private static void Refused<T>(string message, Outcome<T> outcome) => Assert.Equal(message, outcome.Refusal?.Message);
}
