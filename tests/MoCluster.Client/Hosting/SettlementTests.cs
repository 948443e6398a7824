using MoCluster.Client.Hosting;
using MoCluster.Client.Hosting.Handling;

namespace MoCluster.Client.Tests.Hosting;

/// <summary>What becomes of an event when its handler has ended.</summary>
public sealed class SettlementTests
{
    private static readonly InvalidOperationException Broken = new("no such account");

    [Fact]
    public void What_a_handler_says_is_done()
    {
        Assert.Equal(new Settlement(SettlementVerb.Acknowledge), Settlement.Of(MoOutcome.Done));
        Assert.Equal(new Settlement(SettlementVerb.Nack, TimeSpan.FromMinutes(5), "busy"), Settlement.Of(MoOutcome.RetryAfter(TimeSpan.FromMinutes(5), "busy")));
        Assert.Equal(new Settlement(SettlementVerb.Nack, TimeSpan.Zero), Settlement.Of(MoOutcome.RetryAfter(TimeSpan.FromMinutes(-5))));
        Assert.Equal(new Settlement(SettlementVerb.Park, null, "broken"), Settlement.Of(MoOutcome.Park("broken")));
    }

    [Fact]
    public void A_failure_is_a_nack_with_its_reason_and_the_back_off_of_the_listener() => Assert.Equal(
        new Settlement(SettlementVerb.Nack, null, "InvalidOperationException: no such account"), Settlement.Of(Broken, 1000, maxAttempts: null, HandlerEnding.NotCancelled));

    [Fact]
    public void The_last_attempt_parks_with_the_reason()
    {
        Assert.Equal(SettlementVerb.Nack, Settlement.Of(Broken, 2, maxAttempts: 3, HandlerEnding.NotCancelled).Verb);
        Assert.Equal(
            new Settlement(SettlementVerb.Park, null, "Parked after 3 attempts. InvalidOperationException: no such account"),
            Settlement.Of(Broken, 3, maxAttempts: 3, HandlerEnding.NotCancelled));
    }

    [Fact]
    public void A_retry_after_says_when_and_never_parks() => Assert.Equal(
        new Settlement(SettlementVerb.Nack, TimeSpan.FromSeconds(7), "later"),
        Settlement.Of(new RetryAfterException(TimeSpan.FromSeconds(7), "later"), 9, maxAttempts: 3, HandlerEnding.NotCancelled));

    [Fact]
    public void A_handler_that_was_cancelled_by_the_stop_gives_its_event_back_and_one_that_took_too_long_failed()
    {
        Assert.Equal(Settlement.GivenBack, Settlement.Of(new OperationCanceledException(), 3, maxAttempts: 3, HandlerEnding.Stopped));
        Assert.Equal(
            new Settlement(SettlementVerb.Nack, null, "The handler did not end in time."),
            Settlement.Of(new OperationCanceledException(), 1, maxAttempts: 3, HandlerEnding.TimedOut));
        Assert.Equal(SettlementVerb.Park, Settlement.Of(new OperationCanceledException(), 3, maxAttempts: 3, HandlerEnding.TimedOut).Verb);
        Assert.Equal(Settlement.GivenBack, Settlement.Of(new TimeoutException("the cancellation, in a library's words"), 3, maxAttempts: 3, HandlerEnding.Stopped));
    }

    [Fact]
    public void Nothing_can_be_done_with_an_event_whose_lease_was_lost() =>
        Assert.Equal(SettlementVerb.None, Settlement.Of(new OperationCanceledException(), 3, maxAttempts: 3, HandlerEnding.LeaseLost).Verb);

    [Fact]
    public void Whatever_fails_an_event_is_parked_by_its_own_failures_alone_and_never_forgotten()
    {
        var random = new Random(20);
        for (var round = 0; round < 2000; round++)
        {
            Exception failure = random.Next(3) switch
            {
                0 => new OperationCanceledException(),
                1 => new RetryAfterException(TimeSpan.FromSeconds(random.Next(-5, 100)), "later"),
                _ => new InvalidOperationException(new string('x', random.Next(3000))),
            };
            var attempt = random.Next(1, 10);
            int? most = random.Next(3) == 0 ? null : random.Next(1, 10);
            var ending = (HandlerEnding)random.Next(4);
            var settlement = Settlement.Of(failure, attempt, most, ending);
            Assert.NotEqual(SettlementVerb.Acknowledge, settlement.Verb);
            Assert.Equal(settlement.Verb == SettlementVerb.None, ending == HandlerEnding.LeaseLost && failure is not RetryAfterException);
            var isOwnFailure = failure is not RetryAfterException && ending is HandlerEnding.NotCancelled or HandlerEnding.TimedOut;
            Assert.Equal(settlement.Verb == SettlementVerb.Park, failure is not RetryAfterException && isOwnFailure && attempt >= most);
            Assert.True(settlement.Reason is null || settlement.Reason.Length <= Settlement.LongestReason);
            Assert.True(settlement.Delay is null || settlement.Delay >= TimeSpan.Zero);
        }
    }

    [Fact]
    public void A_reason_is_no_longer_than_the_server_keeps()
    {
        var failure = new InvalidOperationException(new string('x', 5000));
        Assert.Equal(Settlement.LongestReason, Settlement.Of(failure, 1, null, HandlerEnding.NotCancelled).Reason!.Length);
    }
}
