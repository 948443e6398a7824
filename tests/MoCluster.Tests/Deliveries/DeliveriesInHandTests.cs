using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Storage.Deliveries;

namespace MoCluster.Tests.Deliveries;

/// <summary>Which deliveries an activation takes, and when it looks for more.</summary>
public sealed class DeliveriesInHandTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DeliveriesInHand _hand = new();

    [Fact]
    public void As_many_are_made_at_a_time_as_the_policy_says_and_the_rest_is_asked_for_when_there_is_room()
    {
        Assert.Equal(2, _hand.BeginRead(2));
        var taken = _hand.EndRead(new DueDeliveries([Row(1, 1), Row(2, 2)], null), 2);
        Assert.Equal([1, 2], taken.Select(row => row.Number));
        Assert.False(_hand.ShouldRead(2, Now));
        Settle(taken[0]);
        Assert.True(_hand.ShouldRead(2, Now));

        // The one that is being made is among those that the store shows.
        Assert.Equal(2, _hand.BeginRead(2));
        Assert.Equal([3], _hand.EndRead(new DueDeliveries([Row(2, 2), Row(3, 1)], null), 2).Select(row => row.Number));
    }

    [Fact]
    public void An_object_is_in_hand_until_the_outcome_is_stored()
    {
        _hand.BeginRead(4);
        var first = Assert.Single(_hand.EndRead(new DueDeliveries([Row(1, 1)], null), 4));
        var outcome = new DeliveryChange.Delivered(first.Key);
        _hand.Sent(first, outcome);
        _hand.Want();
        _hand.BeginRead(4);
        Assert.Empty(_hand.EndRead(new DueDeliveries([Row(1, 1)], null), 4));
        Assert.Equal([outcome], _hand.Outcomes());
        _hand.Stored([outcome]);
        Assert.True(_hand.IsEmpty);
    }

    [Fact]
    public void A_read_that_began_before_an_outcome_was_stored_does_not_bring_the_delivery_back()
    {
        _hand.BeginRead(4);
        var first = Assert.Single(_hand.EndRead(new DueDeliveries([Row(1, 1)], null), 4));
        _hand.Want();
        _hand.BeginRead(4);
        Settle(first);
        Assert.Empty(_hand.EndRead(new DueDeliveries([first], null), 4));

        // But it is read again, because the next delivery of the object may be due.
        Assert.True(_hand.ShouldRead(4, Now));
        _hand.BeginRead(4);
        Assert.Equal([2], _hand.EndRead(new DueDeliveries([Row(2, 1)], null), 4).Select(row => row.Number));
    }

    [Fact]
    public void It_looks_again_when_the_next_delivery_is_due_when_it_is_told_to_and_after_a_read_that_failed()
    {
        _hand.BeginRead(1);
        Assert.Empty(_hand.EndRead(new DueDeliveries([], Now.AddSeconds(5)), 1));
        Assert.False(_hand.ShouldRead(1, Now));
        Assert.True(_hand.ShouldRead(1, Now.AddSeconds(5)));
        _hand.Want();
        Assert.True(_hand.ShouldRead(1, Now));
        _hand.BeginRead(1);
        Assert.False(_hand.ShouldRead(1, Now));
        _hand.FailRead();
        Assert.True(_hand.ShouldRead(1, Now));
    }

    [Fact]
    public void Outcomes_that_cannot_be_stored_do_not_grow_without_limit()
    {
        var taken = 0;
        for (var number = 1; _hand.ShouldRead(3, Now) && number < 100; number++)
        {
            _hand.BeginRead(3);
            foreach (var row in _hand.EndRead(new DueDeliveries([Row(number, number)], null), 3))
            {
                taken++;
                _hand.Sent(row, new DeliveryChange.Delivered(row.Key));
            }

            _hand.Want();
        }

        Assert.Equal(6, taken);
        Assert.Equal((0, 6), (_hand.Sending, _hand.Outcomes().Length));
    }

    private void Settle(DeliveryRow row)
    {
        var outcome = new DeliveryChange.Delivered(row.Key);
        _hand.Sent(row, outcome);
        _hand.Stored([outcome]);
    }

    private static DeliveryRow Row(long number, int key) =>
        new(new Guid(9, 0, 0, new byte[8]), number, new ObjectKey("facet", new Guid(key, 0, 0, new byte[8])), [], null, Now, 0, Now, false, null);
}
