using System.Collections.Immutable;
using System.Globalization;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Effects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Tests.Listeners.Groups;
using MoCluster.Tests.Objects;
using static MoCluster.Tests.Listeners.Groups.EventSimulation;

namespace MoCluster.Tests.Events;

public sealed class EffectClockTests
{
    private static readonly ObjectKey Facet = new("facet", Samples.Subject);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_due_instant_is_published_on_time_at_the_cost_of_a_query_a_second() => Run(async world =>
    {
        var instant = world.Time.GetUtcNow() + (Second * 61.2345678);
        await RegisterAsync(world, 1, instant);
        for (var round = 0; round < 60; round++)
            await Task.Delay(await world.EffectClock.RunOnceAsync(default), world.Time);
        Assert.Equal(60, world.Store.Looks);
        Assert.Empty(await LogAsync(world));

        while (world.Time.GetUtcNow() < instant + (Second * 3))
            await Task.Delay(await world.EffectClock.RunOnceAsync(default), world.Time);
        var published = Assert.Single(await LogAsync(world));
        Assert.InRange(published.Time - instant, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        Assert.InRange(world.Store.Looks, 63, 66);
    });

    [Fact]
    public void An_instant_committed_just_before_it_is_due_is_published_by_the_next_query() => Run(async world =>
    {
        var pause = Task.Delay(await world.EffectClock.RunOnceAsync(default), world.Time);
        await Task.Delay(Second / 2, world.Time);
        var instant = world.Time.GetUtcNow() + TimeSpan.FromMilliseconds(1);
        await RegisterAsync(world, 1, instant);
        await pause;
        await world.EffectClock.RunOnceAsync(default);
        Assert.InRange(Assert.Single(await LogAsync(world)).Time - instant, TimeSpan.Zero, Second);
    });

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    [InlineData("2026-06-01", 24)]
    public void A_day_is_published_at_its_midnights_however_long_it_is(string day, int hours)
    {
        var date = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        var next = date.AddDays(1).ToString("O", CultureInfo.InvariantCulture);
        var draft = Samples.Sound(
            "facet", MutationKind.Create, $$"""{"user_key": "f", "validity": {"from": "{{day}}", "to": "{{next}}"} }""");
        DateTimeOffset[] due = [.. Samples.Apply(null, draft).Boundaries()];
        var begins = ValidityCalendar.Copenhagen.StartOf(date);
        Assert.Equal([begins, begins + (Hour * hours)], due);

        Run(
            async world =>
            {
                await RegisterAsync(world, 1, due);
                var clock = world.EffectClockOf(new EffectClockOptions { EffectInterval = Second * 60 });
                while (world.Time.GetUtcNow() < due[^1] + Second)
                    await Task.Delay(await clock.RunOnceAsync(default), world.Time);
                Assert.Equal(due, (await LogAsync(world)).Select(published => published.Time));
            },
            start: begins - (Second * 3.3));
    }

    [Fact]
    public void Instants_that_cannot_be_published_do_not_block_the_others() => Run(async world =>
    {
        var instant = world.Time.GetUtcNow() + Hour;
        var broken = Enumerable.Range(1, 7).Select(number => new ObjectKey("facet", new Guid(number, 0, 0, new byte[8]))).ToArray();
        foreach (var key in broken)
            await RegisterAsync(world, key, 1, [1, 2, 3], instant - Second);
        await RegisterAsync(world, 1, instant);
        await Task.Delay(Hour, world.Time);
        var clock = world.EffectClockOf(new EffectClockOptions { EffectBatch = 2 });
        await clock.RunOnceAsync(default);
        Assert.Equal(Facet.Uuid.ToString("D"), Assert.Single(await LogAsync(world)).Subject);
        Assert.Equal(broken, (await world.Memory.ReadDueAsync(null, DateTimeOffset.MaxValue, 10, default)).Select(due => due.Object));
    });

    [Fact]
    public void Each_instant_of_many_is_published_once_and_silos_share_the_work() => Run(async world =>
    {
        const int Bulk = 300, Batch = 10;
        var instant = world.Time.GetUtcNow() + Hour;
        var all = Enumerable.Range(1, Bulk).Select(number => new ObjectKey("facet", new Guid(number, 0, 0, new byte[8]))).ToArray();
        foreach (var key in all)
            await RegisterAsync(world, key, 1, FacetState(), instant);
        await Task.Delay(Hour, world.Time);
        world.Store.Latency = TimeSpan.FromMilliseconds(5);
        var clocks = Enumerable.Range(0, 3).Select(_ => world.EffectClockOf(new EffectClockOptions { EffectBatch = Batch }));
        await Task.WhenAll(clocks.Select(async clock =>
        {
            while ((await world.Memory.ReadDueAsync(null, DateTimeOffset.MaxValue, 1, default)).Length > 0)
                await Task.Delay(await clock.RunOnceAsync(default), world.Time);
        }));
        Assert.Equal(all.Select(key => key.Uuid.ToString("D")), (await LogAsync(world)).Select(published => published.Subject).Order());
        // One clock goes on; the others leave it the rest once they see that it is ahead. Without that, three clocks would try 900 commits.
        Assert.InRange(world.Store.Strikes, Bulk, Bulk * 1.5);
        Assert.InRange(world.Time.GetUtcNow() - instant, TimeSpan.Zero, Second * 1.5);
    });

    [Fact]
    public void An_object_that_changes_during_publication_is_published_as_it_is_then() => Run(async world =>
    {
        var instant = world.Time.GetUtcNow() + Hour;
        await RegisterAsync(world, 1, instant);
        await Task.Delay(Hour, world.Time);
        world.Store.AfterNextRead = () => RegisterAsync(world, 2, instant + Hour);
        await world.EffectClock.RunOnceAsync(default);
        Assert.Empty(await LogAsync(world));
        await Task.Delay(Hour, world.Time);
        await world.EffectClock.RunOnceAsync(default);
        Assert.Equal(new RegistrationReference(Facet, 2), Assert.Single(await LogAsync(world)).Registration);
    });

    [Fact]
    public void A_deleted_object_publishes_nothing_more() => Run(async world =>
    {
        await RegisterAsync(world, 1, world.Time.GetUtcNow() + Hour, world.Time.GetUtcNow() + (Hour * 2));
        await RegisterAsync(world, 2);
        await Task.Delay(Hour * 3, world.Time);
        await world.EffectClock.RunOnceAsync(default);
        Assert.Empty(await LogAsync(world));
    });

    [Fact]
    public void A_beginning_validity_is_published_once_by_any_number_of_clocks() => Run(async world =>
    {
        var listener = await ListenAsync(world);
        await RegisterAsync(world, 1, world.Time.GetUtcNow() + Hour);
        Assert.Equal(Second, await world.EffectClock.RunOnceAsync(default));
        Assert.Empty(await world.FetchAsync(listener));

        await Task.Delay(Hour, world.Time);
        world.Store.Latency = TimeSpan.FromMilliseconds(5);
        await Task.WhenAll(world.EffectClock.RunOnceAsync(default), world.EffectClock.RunOnceAsync(default));
        await world.EffectClock.RunOnceAsync(default);
        var published = Assert.Single(await world.FetchAsync(listener)).Event;
        Assert.Equal((1, Facet.Uuid.ToString("D"), new RegistrationReference(Facet, 1)), (published.Number, published.Subject, published.Registration));
    });

    [Fact]
    public void Instants_that_came_due_while_the_process_was_down_are_published_after_the_start() => Run(async world =>
    {
        var listener = await ListenAsync(world);
        var begins = world.Time.GetUtcNow() + Hour;
        await RegisterAsync(world, 1, begins, begins + Hour);
        world.Crash();
        await Task.Delay(Hour * 3, world.Time);
        await world.EffectClock.RunOnceAsync(default);
        Assert.Equal(2, Assert.Single(await world.FetchAsync(listener)).Event.Number);
        Assert.Empty(await world.Memory.ReadDueAsync(null, DateTimeOffset.MaxValue, 10, default));
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_store_out_of_reach_costs_one_round_and_no_event(bool isUnknown) => Run(async world =>
    {
        var listener = await ListenAsync(world);
        await RegisterAsync(world, 1, world.Time.GetUtcNow() + Hour);
        await Task.Delay(Hour, world.Time);
        world.Store.Fates.Enqueue(isUnknown ? CommitFate.DoneButUnknown : CommitFate.Unavailable);
        await world.EffectClock.RunOnceAsync(default);
        await world.EffectClock.RunOnceAsync(default);
        await world.Sweep.RunOnceAsync(default);

        // The doorbell may have been lost with the outcome; a fetch reads the log.
        Assert.Equal(1, Assert.Single(await world.FetchAsync(listener, seconds: 10)).Event.Number);
        await Task.Delay(Hour, world.Time);
        Assert.Equal(1, Assert.Single(await world.FetchAsync(listener)).Event.Number);
    });

    [Fact]
    public void A_later_registration_replaces_the_due_instants_of_the_earlier() => Run(async world =>
    {
        var listener = await ListenAsync(world);
        await RegisterAsync(world, 1, world.Time.GetUtcNow() + Hour);
        await RegisterAsync(world, 2, world.Time.GetUtcNow() + (Hour * 2));
        await Task.Delay(Hour, world.Time);
        await world.EffectClock.RunOnceAsync(default);
        Assert.Empty(await world.FetchAsync(listener));
        await Task.Delay(Hour, world.Time);
        await world.EffectClock.RunOnceAsync(default);
        Assert.Equal(2, Assert.Single(await world.FetchAsync(listener)).Event.Registration?.Number);
    });

    private static async Task<ListenerDefinition> ListenAsync(EventSimulation world)
    {
        var native = world.Grains.GetGrain<INamespaceGrain>(StreamKey.NativeNamespace);
        return Value(await native.DeclareListenerAsync(Owner, new ListenerDeclaration("l", "facet")));
    }

    private static async Task<ImmutableArray<EventRecord>> LogAsync(EventSimulation world) =>
        await world.Memory.ReadEventsAsync(new StreamKey(StreamKey.NativeNamespace, "facet"), 1, 1_000, default);

    private static byte[] FacetState() => [.. ObjectStateCodec.Encode(
        Samples.Apply(null, Samples.Sound("facet", MutationKind.Create, """{"user_key": "f", "validity": {}}""")))];

    private static Task RegisterAsync(EventSimulation world, long number, params DateTimeOffset[] due) =>
        RegisterAsync(world, Facet, number, FacetState(), due);

    private static async Task RegisterAsync(EventSimulation world, ObjectKey key, long number, byte[] state, params DateTimeOffset[] due)
    {
        var result = await world.Memory.CommitAsync(new Commit
        {
            Id = world.Scheduler.NewId(),
            Registrations =
            [
                new RegistrationWrite
                {
                    Object = key,
                    Number = number,
                    Actor = Owner.Uuid,
                    Operation = MutationKind.Create,
                    State = [.. state],
                    Presence = [],
                    Due = [.. due],
                },
            ],
        });
        Assert.True(result.Committed, result.Refusal?.ToString());
    }
}
