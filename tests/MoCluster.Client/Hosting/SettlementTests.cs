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
    public void A_reason_is_no_longer_than_the_server_keeps()
    {
        var failure = new InvalidOperationException(new string('x', 5000));
        Assert.Equal(Settlement.LongestReason, Settlement.Of(failure, 1, null, HandlerEnding.NotCancelled).Reason!.Length);
    }
}
