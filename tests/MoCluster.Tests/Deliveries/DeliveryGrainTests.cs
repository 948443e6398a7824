using MoCluster.GrainInterfaces;
using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Storage.Deliveries;

namespace MoCluster.Tests.Deliveries;

/// <summary>How the grain of a registration makes deliveries; faults of silos and of the store are the simulation's (tests/MoCluster.Simulation).</summary>
public sealed class DeliveryGrainTests
{
    private static readonly Actor Operator = new(new Guid("0e0e0e0e-0000-0000-0000-000000000001"));

    [Fact]
    public void Deliveries_of_an_object_are_made_one_after_another_and_those_of_others_beside() => DeliverySimulation.Run(async world =>
    {
        var most = 0;
        world.Answer = async (_, _) =>
        {
            most = Math.Max(most, world.UnderWay);
            await world.WaitAsync(1);
            return DeliveryOutcome.Done;
        };
        await world.WriteAsync(1, 1, 2, 2, 3, 3);
        await world.Grain.RingAsync();
        await world.WaitAsync(10);
        Assert.Equal(6, world.Calls.Count);
        Assert.Equal(2, most);
        foreach (var calls in world.Calls.GroupBy(call => call.Row.Object))
            Assert.Equal(calls.Select(call => call.Row.Number).Order(), calls.Select(call => call.Row.Number));
        Assert.Null(await world.BacklogAsync());
    });

    [Fact]
    public void A_slow_target_of_one_object_does_not_hold_up_others() => DeliverySimulation.Run(async world =>
    {
        world.Answer = async (row, _) =>
        {
            if (row.Object == DeliverySimulation.Object(1))
                await world.WaitAsync(4);
            return DeliveryOutcome.Done;
        };
        await world.WriteAsync([1, .. Enumerable.Range(2, 50)]);
        await world.Grain.RingAsync();
        await world.WaitAsync(3);
        Assert.Equal(1, (await world.BacklogAsync())?.Waiting);
    });

    [Fact]
    public void Failed_attempts_wait_longer_each_time_and_the_last_parks_with_the_reason() => DeliverySimulation.Run(async world =>
    {
        world.Answer = (row, _) => Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.Failed($"attempt {row.Attempts + 1} failed"));
        await world.WriteAsync(1, 1);
        await world.Grain.RingAsync();
        await world.WaitAsync(2.5);
        Assert.Equal(2, world.Calls.Count);
        await world.WaitAsync(1);
        var first = world.Calls[0].Row.Number;
        Assert.Equal([0, 1, 2], world.Calls.Where(call => call.Row.Number == first).Select(call => call.Row.Attempts));
        Assert.InRange((world.Calls[1].At - world.Calls[0].At).TotalSeconds, 1, 1.1);
        Assert.InRange((world.Calls[2].At - world.Calls[1].At).TotalSeconds, 2, 2.1);
        var parked = Assert.Single(await world.Store.ListDeliveriesAsync(new DeliveryQuery(DeliverySimulation.Registration, true, 10), CancellationToken.None));
        Assert.Equal((first, 3, "attempt 3 failed"), (parked.Number, parked.Attempts, parked.Reason));

        // The second is tried now; the first comes before it again once it is replayed.
        world.Answer = null;
        Assert.Equal(1, DeliverySimulation.Value(await world.Grain.ReplayAsync(Operator, [first])));
        await world.WaitAsync(5);
        Assert.Null(await world.BacklogAsync());
        Assert.Equal(0, world.Calls.First(call => call.Row.Number == first && call.Row.Reason is not null && call.Row.Attempts == 0).Row.Attempts);
    });

    [Fact]
    public void A_call_without_an_answer_ends_with_its_time_and_a_defect_of_a_sender_counts_as_a_failure() => DeliverySimulation.Run(async world =>
    {
        world.Answer = async (row, cancellation) =>
        {
            if (row.Object == DeliverySimulation.Object(2))
                throw new InvalidOperationException("a defect");
            await Task.Delay(Timeout.InfiniteTimeSpan, world.Time, cancellation);
            return DeliveryOutcome.Done;
        };
        world.Policy = world.Policy with { Attempts = 1 };
        await world.WriteAsync(1, 2);
        await world.Grain.RingAsync();
        await world.WaitAsync(6);
        var parked = await world.Store.ListDeliveriesAsync(new DeliveryQuery(DeliverySimulation.Registration, true, 10), CancellationToken.None);
        Assert.Equal(["There was no answer within 5 s.", "a defect"], parked.Select(row => row.Reason));
    });

    [Fact]
    public void While_the_target_is_out_of_reach_everything_waits_and_no_attempt_counts() => DeliverySimulation.Run(async world =>
    {
        world.Answer = (_, _) => Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.OutOfReach("the circuit is open"));
        await world.WriteAsync([.. Enumerable.Range(1, 20)]);
        await world.Grain.RingAsync();
        await world.WaitAsync(60);

        // One looks whether it is back, after pauses that double to half a minute.
        Assert.InRange(world.Calls.Count, 5, 9);
        world.Answer = null;
        await world.WaitAsync(31);
        Assert.Null(await world.BacklogAsync());
        Assert.All(world.Calls, call => Assert.Equal(0, call.Row.Attempts));
    });

    [Fact]
    public void A_ring_that_was_lost_costs_no_more_than_the_sweep() => DeliverySimulation.Run(async world =>
    {
        await world.WriteAsync(1);
        Assert.InRange(await world.Sweep.RunOnceAsync(CancellationToken.None), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        await world.WaitAsync(1);
        Assert.Single(world.Calls);

        // One that waits for its time wakes a grain that sleeps.
        world.Policy = world.Policy with { FirstBackOff = TimeSpan.FromMinutes(10), LongestBackOff = TimeSpan.FromMinutes(10) };
        world.Answer = (_, _) => Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.Failed("later"));
        await world.WriteAsync(1);
        await world.Sweep.RunOnceAsync(CancellationToken.None);
        await world.WaitAsync(590);
        Assert.Equal(2, world.Calls.Count);
        await world.WaitAsync(20);
        await world.Sweep.RunOnceAsync(CancellationToken.None);
        await world.WaitAsync(1);
        Assert.Equal(3, world.Calls.Count);
    });

    [Fact]
    public void The_deliveries_of_a_registration_that_is_gone_are_deleted() => DeliverySimulation.Run(async world =>
    {
        world.Policy = world.Policy with { Attempts = 1 };
        world.Answer = (_, _) => Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.Failed("no"));
        await world.WriteAsync([.. Enumerable.Range(1, 10)]);
        await world.Grain.RingAsync();
        await world.WaitAsync(1);
        Assert.Equal(10, (await world.BacklogAsync())?.Parked);
        world.IsGone = true;
        await world.WriteAsync([.. Enumerable.Range(1, 10)]);
        await world.Grain.RingAsync();
        await world.WaitAsync(1);
        Assert.Null(await world.BacklogAsync());
        Assert.Equal(10, world.Calls.Count);
    });

    [Fact]
    public void All_that_are_parked_are_replayed_or_skipped_together() => DeliverySimulation.Run(async world =>
    {
        world.Policy = world.Policy with { Attempts = 1 };
        world.Answer = (_, _) => Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.Failed("no"));
        await world.WriteAsync([.. Enumerable.Range(1, 10)]);
        await world.Grain.RingAsync();
        await world.WaitAsync(1);
        var parked = await world.Store.ListDeliveriesAsync(new DeliveryQuery(DeliverySimulation.Registration, true, 10), CancellationToken.None);
        Assert.Equal(2, DeliverySimulation.Value(await world.Grain.SkipAsync(Operator, [parked[0].Number, parked[5].Number, long.MaxValue])));
        world.Answer = null;
        Assert.Equal(8, DeliverySimulation.Value(await world.Grain.ReplayAsync(Operator, default)));
        await world.WaitAsync(1);
        Assert.Null(await world.BacklogAsync());
        Assert.Equal(0, DeliverySimulation.Value(await world.Grain.SkipAsync(Operator, default)));
        var tooMany = await world.Grain.ReplayAsync(Operator, [.. Enumerable.Range(0, 10_001).Select(number => (long)number)]);
        Assert.Equal(RefusalCode.InvalidInput, tooMany.Refusal?.Code);
    });
}
