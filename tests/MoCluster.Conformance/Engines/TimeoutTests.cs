using MoCluster.Conformance.Engines.Grains;
using MoCluster.Conformance.Engines.Hosting;

namespace MoCluster.Conformance.Engines;

/// <summary>A caller that gives up does not learn the outcome; the callee runs on.</summary>
public abstract class TimeoutTests(SharedEngine engine) : EngineTests(engine)
{
    public sealed class OnOrleans(OrleansEngine engine) : TimeoutTests(engine);

    public sealed class OnSimulator(SimulatedEngine engine) : TimeoutTests(engine);

    private ICalls Calls => Grain<ICalls>();

    [Fact]
    public async Task The_caller_gets_a_timeout_and_the_callee_runs_on()
    {
        var call = Calls.HoldForASecond("a");
        var error = await Assert.ThrowsAsync<TimeoutException>(() => Soon(call));
        Assert.StartsWith("Response did not arrive on time in 00:00:01 for message: ", error.Message, StringComparison.Ordinal);

        Probe.Signal("a go");
        await Soon(Probe.When("a-"));
        await Soon(Calls.Plain("b"));
    }

    [Fact]
    public async Task A_call_that_timed_out_before_it_began_never_begins()
    {
        var first = Calls.HoldForASecond("a");
        await Soon(Probe.When("a+"));
        var second = Calls.HoldForASecond("b");
        await Assert.ThrowsAsync<TimeoutException>(() => Soon(second));
        await Assert.ThrowsAsync<TimeoutException>(() => Soon(first));

        Probe.Signal("a go");
        await Soon(Calls.Plain("c"));
        Assert.Equal(["a+", "a-", "c"], Probe.Lines);
    }

    [Fact]
    public async Task An_already_cancelled_token_sends_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Calls.HoldUntilCancelled("a", new CancellationToken(true)));
        await Soon(Calls.Plain("b"));
        Assert.Equal(["b"], Probe.Lines);
    }

    [Fact]
    public async Task Cancelling_the_callers_token_cancels_the_callees()
    {
        using var source = new CancellationTokenSource();
        var call = Calls.HoldUntilCancelled("a", source.Token);
        await Soon(Probe.When("a+"));
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Soon(call));
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.True(call.IsCanceled);
        await Soon(Probe.When("a cancelled"));
    }

    [Fact]
    public async Task The_caller_does_not_wait_for_a_callee_that_ignores_the_cancellation()
    {
        using var source = new CancellationTokenSource();
        var call = Calls.HoldAnyway("a", source.Token);
        await Soon(Probe.When("a+"));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Soon(call));

        Probe.Signal("a go");
        await Soon(Calls.Plain("b"));
        Assert.Contains(Probe.Lines, line => line.StartsWith("a- ", StringComparison.Ordinal));
        Assert.Equal("b", Probe.Lines[^1]);
    }

    [Fact]
    public async Task The_callees_token_is_cancelled_on_its_turn()
    {
        using var source = new CancellationTokenSource();
        var call = Calls.ObserveCancellation(source.Token);
        await Soon(Probe.When("observing"));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Soon(call));
        await Soon(Probe.When("own scheduler: True"));
    }

    [Fact]
    public async Task A_call_that_was_cancelled_before_it_began_never_begins()
    {
        using var source = new CancellationTokenSource();
        var first = Calls.HoldUntilCancelled("a", CancellationToken.None);
        await Soon(Probe.When("a+"));
        var second = Calls.HoldUntilCancelled("b", source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Soon(second));

        // On Orleans a cancellation travels in a message of its own; when a later message has arrived, so has this one.
        using var later = new CancellationTokenSource();
        var observing = Calls.ObserveCancellation(later.Token);
        await Soon(Probe.When("observing"));
        await later.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Soon(observing));
        await Soon(Probe.When("own scheduler: True"));

        Probe.Signal("a go");
        Probe.Signal("b go");
        await Soon(first);
        await Soon(Calls.Plain("c"));
        Assert.DoesNotContain("b+", Probe.Lines);
    }

    [Fact]
    public async Task A_token_that_is_never_cancelled_changes_nothing()
    {
        using var source = new CancellationTokenSource();
        var call = Calls.HoldAnyway("a", source.Token);
        Probe.Signal("a go");
        await Soon(call);
        Assert.Equal(["a+", "a- False"], Probe.Lines);
    }
}
