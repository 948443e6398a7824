using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Deliveries;

namespace MoCluster.Tests.Deliveries;

/// <summary>What becomes of a delivery after an attempt.</summary>
public sealed class DeliveryScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly DeliveryPolicy Policy = new(4, Second, 10 * Second, 1, Second);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    [InlineData(5, 10)]
    [InlineData(int.MaxValue, 10)]
    public void Back_off_doubles_up_to_the_longest(int attempts, int seconds) =>
        Assert.Equal(seconds * Second, DeliverySchedule.BackOff(attempts, Policy));

    [Fact]
    public void What_arrived_is_deleted() =>
        Assert.Equal(new DeliveryChange.Delivered(Row(2).Key), DeliverySchedule.After(Row(2), DeliveryOutcome.Done, Policy, Now));

    [Theory]
    [InlineData(null, 2)]
    [InlineData(1, 2)]
    [InlineData(5, 5)]
    [InlineData(3_600, 10)]
    public void A_failed_attempt_counts_and_the_target_may_ask_for_a_longer_wait(int? asked, int seconds)
    {
        var failed = new DeliveryOutcome.Failed("500", asked is { } wait ? wait * Second : null);
        Assert.Equal(new DeliveryChange.Retried(Row(1).Key, 2, Now + (seconds * Second), "500"), DeliverySchedule.After(Row(1), failed, Policy, Now));
    }

    [Fact]
    public void After_its_attempts_it_is_parked_and_a_final_failure_at_once()
    {
        Assert.Equal(new DeliveryChange.Parked(Row(3).Key, 4, "500"), DeliverySchedule.After(Row(3), new DeliveryOutcome.Failed("500"), Policy, Now));
        Assert.Equal(
            new DeliveryChange.Parked(Row(0).Key, 1, "410"), DeliverySchedule.After(Row(0), new DeliveryOutcome.Failed("410", IsFinal: true), Policy, Now));
    }

    [Fact]
    public void A_target_out_of_reach_changes_nothing() =>
        Assert.Null(DeliverySchedule.After(Row(3), new DeliveryOutcome.OutOfReach("open"), Policy, Now));

    [Fact]
    public void Whatever_an_endpoint_answers_can_be_stored()
    {
        var reason = "a\0b\ud800" + new string('c', 10_000);
        var retried = Assert.IsType<DeliveryChange.Retried>(DeliverySchedule.After(Row(0), new DeliveryOutcome.Failed(reason), Policy, Now));
        Assert.StartsWith("a\ufffdb\ufffdc", retried.Reason, StringComparison.Ordinal);
        Assert.InRange(retried.Reason.Length, 1_000, StoreLimits.MaxReasonCharacters);
    }

    private static DeliveryRow Row(int attempts) =>
        new(Guid.NewGuid(), 7, new ObjectKey("facet", Guid.Empty), [], null, Now, attempts, Now, false, null) { Registration = new Guid(1, 0, 0, new byte[8]) };
}
