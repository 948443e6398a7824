using MoCluster.Conformance.Engines.Grains;
using MoCluster.Conformance.Engines.Hosting;

namespace MoCluster.Conformance.Engines;

/// <summary>A grain is activated before its first call and deactivated after its last; waiting calls go to the next activation.</summary>
public abstract class LifeTests(SharedEngine engine) : EngineTests(engine)
{
    public sealed class OnOrleans(OrleansEngine engine) : LifeTests(engine);

    public sealed class OnSimulator(SimulatedEngine engine) : LifeTests(engine);

    [Fact]
    public async Task Running_calls_finish_then_the_grain_is_deactivated_and_waiting_calls_go_to_a_new_activation()
    {
        var grain = Grain<ISequentialLife>();
        var running = grain.EndAndHold("a");
        await Soon(Probe.When("a+"));
        var waiting = new[] { grain.Hold("b"), grain.Hold("c") };
        Probe.Signal("b go");
        Probe.Signal("c go");
        Probe.Signal("a go");

        Assert.Equal(1, await Soon(running));
        int[] answers = await Soon(Task.WhenAll(waiting));
        Assert.Equal([2, 2], answers);
        Assert.Equal(
            ["activated 1", "a+", "a-", "deactivated 1 ApplicationError first", "disposed 1", "activated 2", "b+", "b-", "c+", "c-"],
            Probe.Lines);
    }

    [Fact]
    public async Task No_call_begins_on_an_ending_grain_even_if_calls_interleave()
    {
        var grain = Grain<IReentrantLife>();
        var running = grain.EndAndHold("a");
        await Soon(Probe.When("a+"));
        var peek = grain.Peek();
        var next = grain.Activation();
        Probe.Signal("a go");

        Assert.Equal(1, await Soon(running));
        Assert.Equal(2, await Soon(next));
        Assert.Contains("deactivated 1 ApplicationError first", await Soon(peek));
    }

    [Fact]
    public async Task A_grain_is_notified_of_its_end_while_a_call_runs_and_others_wait()
    {
        var grain = Grain<IWaiting>();
        var waiting = grain.Wait();
        await Soon(Probe.When("waits 1"));
        var ending = grain.End();
        await Soon(ending);

        // This one would wait too: it goes to the next activation, and the waiting call must not delay it.
        var next = grain.Activation();
        Assert.Equal("let go by 1", await Soon(waiting));
        Assert.Equal(2, await Soon(next));
        Assert.Equal(["waits 1", "let go", "deactivated 1"], Probe.Lines);
    }

    [Fact]
    public async Task DeactivateOnIdle_ends_the_activation_after_the_call()
    {
        var grain = Grain<ISequentialLife>();
        Assert.Equal(1, await Soon(grain.End("idle")));
        Assert.Equal(2, await Soon(grain.Activation()));
        Assert.Equal(
            ["activated 1", "deactivated 1 ApplicationRequested DeactivateOnIdle was called.", "disposed 1", "activated 2"], Probe.Lines);
    }

    [Fact]
    public async Task A_failing_OnDeactivate_does_not_delay_callers()
    {
        var grain = Grain<ISequentialLife>();
        Assert.Equal(1, await Soon(grain.End("fail")));
        Assert.Equal(2, await Soon(grain.Activation()));
    }

    [Fact]
    public async Task A_call_is_forwarded_twice_at_most()
    {
        var grain = Grain<ISequentialLife>();
        var first = grain.EndAndHold("a");
        await Soon(Probe.When("a+"));
        var waiting = Enumerable.Range(0, 8).Select(_ => grain.End("idle")).ToArray();
        Probe.Signal("a go");
        await Soon(first);

        var answers = await Soon(Task.WhenAll(waiting.Select(async call =>
        {
            try
            {
                return await call;
            }
            catch (OrleansMessageRejectionException)
            {
                return 0;
            }
        })));
        Assert.Equal([2, 3], answers.Where(answer => answer > 0).Order());
        Assert.Equal(6, answers.Count(answer => answer == 0));
        Assert.Equal(4, await Soon(grain.Activation()));
    }

    [Fact]
    public async Task A_failed_activation_fails_its_callers_and_the_next_call_tries_again()
    {
        var grain = Grain<IFragile>();
        var first = grain.Activation();
        await Soon(Probe.When("activating 1"));
        var second = grain.Activation();
        Probe.Signal("activation 1 go");
        foreach (var call in new[] { first, second })
            Assert.Equal("activation 1 fails", (await Assert.ThrowsAsync<ParcelException>(() => Soon(call))).Message);

        var third = grain.Activation();
        await Soon(Probe.When("activating 2"));
        Probe.Signal("healed");
        Probe.Signal("activation 2 go");
        Assert.Equal(2, await Soon(third));
    }

    [Fact]
    public async Task A_grain_that_ends_itself_during_activation_is_cancelled_and_another_takes_its_calls()
    {
        Assert.Equal(2, await Soon(Grain<IHesitant>().Activation()));
        Assert.Empty(Probe.Lines);
    }

    [Fact]
    public async Task A_constructor_that_fails_is_named()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Soon(Grain<IStillborn>().Nothing()));
        Assert.Contains(nameof(StillbornGrain), error.Message, StringComparison.Ordinal);
        Assert.IsType<ParcelException>(error.InnerException);
    }
}
