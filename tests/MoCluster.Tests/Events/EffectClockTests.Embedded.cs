using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Tests.Listeners;
using MoCluster.Tests.Objects;
using static MoCluster.Tests.Listeners.GroupWorld;

namespace MoCluster.Tests.Events;

public sealed class EffectClockTests
{
    private static readonly ObjectKey Facet = new("facet", Samples.Subject);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void A_validity_that_begins_is_told_once_by_however_many_clocks() => Run(async world =>
    {
        var listener = await ListenAsync(world);
        await RegisterAsync(world, 1, world.Time.GetUtcNow() + Hour);
        Assert.Null(await world.EffectClock.RunOnceAsync(default));
        Assert.Empty(await world.FetchAsync(listener));

        await Task.Delay(Hour, world.Time);
        world.Store.Latency = TimeSpan.FromMilliseconds(5);
        await Task.WhenAll(world.EffectClock.RunOnceAsync(default), world.EffectClock.RunOnceAsync(default));
        Assert.Null(await world.EffectClock.RunOnceAsync(default));
        var told = Assert.Single(await world.FetchAsync(listener)).Event;
        Assert.Equal((1, Facet.Uuid.ToString("D"), new RegistrationReference(Facet, 1)), (told.Number, told.Subject, told.Registration));
    });

    [Fact]
    public void What_came_due_while_the_process_was_down_is_caught_up() => Run(async world =>
    {
        var listener = await ListenAsync(world);
        var begins = world.Time.GetUtcNow() + Hour;
        await RegisterAsync(world, 1, begins, begins + Hour);
        world.Crash();
        await Task.Delay(Hour * 3, world.Time);
        Assert.Null(await world.EffectClock.RunOnceAsync(default));
        Assert.Equal(2, Assert.Single(await world.FetchAsync(listener)).Event.Number);
        Assert.Empty(await world.Memory.ReadDueAsync(DateTimeOffset.MaxValue, 10, default));
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_store_out_of_reach_costs_a_round_and_no_event(bool isUnknown) => Run(async world =>
    {
        var listener = await ListenAsync(world);
        await RegisterAsync(world, 1, world.Time.GetUtcNow() + Hour);
        await Task.Delay(Hour, world.Time);
        world.Store.Fates.Enqueue(isUnknown ? CommitFate.DoneButUnknown : CommitFate.Unavailable);
        await world.EffectClock.RunOnceAsync(default);
        await world.EffectClock.RunOnceAsync(default);
        await world.Sweep.RunOnceAsync(default);

        // Its doorbell may have been lost with the outcome; whoever asks reads the log.
        Assert.Equal(1, Assert.Single(await world.FetchAsync(listener, seconds: 10)).Event.Number);
        await Task.Delay(Hour, world.Time);
        Assert.Equal(1, Assert.Single(await world.FetchAsync(listener)).Event.Number);
    });

    [Fact]
    public void A_later_registration_takes_the_instants_of_the_earlier_along() => Run(async world =>
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

    private static async Task<ListenerDefinition> ListenAsync(GroupWorld world)
    {
        var native = world.Grains.GetGrain<INamespaceGrain>(StreamKey.NativeNamespace);
        return Value(await native.DeclareListenerAsync(Owner, new ListenerDeclaration("l", "facet")));
    }

    private static async Task RegisterAsync(GroupWorld world, long number, params DateTimeOffset[] due)
    {
        var state = Samples.Apply(null, Samples.Sound("facet", MutationKind.Create, """{"user_key": "f", "validity": {}}"""));
        var result = await world.Memory.CommitAsync(new Commit
        {
            Id = world.Scheduler.NewId(),
            Registrations =
            [
                new RegistrationWrite
                {
                    Object = Facet,
                    Number = number,
                    Actor = Owner.Uuid,
                    Operation = MutationKind.Create,
                    State = ObjectStateCodec.Encode(state),
                    Presence = Derivation.Presence(state),
                    Due = [.. due],
                },
            ],
        });
        Assert.True(result.Committed, result.Refusal?.ToString());
    }
}
