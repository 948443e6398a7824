using MoCluster.Conformance.Engines.Grains;
using MoCluster.Conformance.Engines.Hosting;

namespace MoCluster.Conformance.Engines;

/// <summary>One turn runs at a time; calls interleave only where that is allowed, and only at awaits.</summary>
public abstract class TurnTests(SharedEngine engine) : EngineTests(engine)
{
    public sealed class OnOrleans(OrleansEngine engine) : TurnTests(engine);

    public sealed class OnSimulator(SimulatedEngine engine) : TurnTests(engine);

    [Fact]
    public async Task A_call_waits_for_the_one_before()
    {
        var grain = Grain<ISequential>();
        var first = grain.Hold("a");
        await Soon(Probe.When("a+"));
        var second = grain.Note("b");

        // Sent after "b" and let in at once: if "b" had been let in too, it would have run before.
        Assert.Equal(["a+"], await Soon(grain.Peek()));

        Probe.Signal("a go");
        await Soon(Task.WhenAll(first, second));
        Assert.Equal(["a+", "a-", "b"], Probe.Lines);
    }

    [Fact]
    public async Task A_reentrant_grain_lets_others_in_at_an_await()
    {
        var grain = Grain<IReentrant>();
        var first = grain.Hold("a");
        await Soon(Probe.When("a+"));
        var second = grain.Hold("b");
        await Soon(Probe.When("b+"));
        await Soon(grain.Note("c"));

        Probe.Signal("b go");
        await Soon(second);
        Probe.Signal("a go");
        await Soon(first);
        Assert.Equal(["a+", "b+", "c", "b-", "a-"], Probe.Lines);
    }

    [Fact]
    public async Task An_interleaving_method_runs_beside_others_and_lets_one_other_in()
    {
        var grain = Grain<ISequential>();
        var first = grain.HoldInterleaving("a");
        var second = grain.Hold("b");
        var third = grain.HoldInterleaving("c");
        await Soon(Task.WhenAll(Probe.When("a+"), Probe.When("b+"), Probe.When("c+")));
        var fourth = grain.Note("d");
        Assert.DoesNotContain("d", await Soon(grain.Peek()));

        Probe.Signal("b go");
        await Soon(Task.WhenAll(second, fourth));
        Assert.False(first.IsCompleted || third.IsCompleted);
        Probe.Signal("a go");
        Probe.Signal("c go");
        await Soon(Task.WhenAll(first, third));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Between_two_awaits_nothing_else_runs(bool reentrant)
    {
        ITurns grain = reentrant ? Grain<IReentrant>() : Grain<ISequential>();
        await Soon(Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(grain.AddInTwoSteps, CancellationToken.None))));
        Assert.Equal(1000, await Soon(grain.Number()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Awaits_return_to_the_grains_own_scheduler(bool reentrant)
    {
        ITurns grain = reentrant ? Grain<IReentrant>() : Grain<ISequential>();
        var strays = grain.Schedulers();
        Probe.Signal("schedulers go");
        Assert.Empty(await Soon(strays));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_of_one_caller_to_an_active_grain_run_in_order(bool reentrant)
    {
        ITurns grain = reentrant ? Grain<IReentrant>() : Grain<ISequential>();

        // For calls that find no activation yet, Orleans promises no order (and keeps none).
        await Soon(grain.Peek());
        var names = Enumerable.Range(0, 1000).Select(i => $"{i}").ToArray();
        await Soon(Task.WhenAll(names.Select(grain.Note)));
        Assert.Equal(names, Probe.Lines);
    }

    [Fact]
    public async Task Busy_grains_do_not_starve_others()
    {
        var busy = 2 * Environment.ProcessorCount;
        var calls = Enumerable.Range(0, busy).Select(i => Grain<IReentrant>($"-{i}").NeverRest()).ToArray();
        await Soon(Probe.When($"inside {busy}"));
        await Soon(Grain<ISequential>("-other").Note("other"));
        await Soon(Grain<IReentrant>("-0").Note("one of them"));
        Probe.Signal("rest");
        await Soon(Task.WhenAll(calls));
    }

    [Fact]
    public async Task A_call_to_itself_is_queued()
    {
        await Soon(Grain<IReentrant>().CallSelf());
        Assert.Equal(["sent", "self"], Probe.Lines);
    }

    [Fact]
    public async Task A_call_never_runs_inside_its_caller()
    {
        var answers = new List<Task<bool>>();
        for (var i = 0; i < 200; i++)
        {
            TurnsGrain.Calling = true;
            answers.Add(Grain<IReentrant>().RunsInsideCaller());
            TurnsGrain.Calling = false;
        }

        Assert.DoesNotContain(true, await Soon(Task.WhenAll(answers)));
    }

    [Fact]
    public async Task A_grain_that_waits_for_itself_times_out()
    {
        Assert.Equal("timed out", await Soon(Grain<ISequential>().AwaitSelf()));
        Assert.Equal("answered", await Soon(Grain<IReentrant>("r").AwaitSelf()));
    }

    [Fact]
    public async Task Grains_that_wait_for_each_other_time_out_and_continue()
    {
        var grain = Grain<ISequential>();
        Assert.Equal("timed out", await Soon(grain.AwaitCycle($"{Key}-other")));
        Assert.Equal("answered", await Soon(Grain<IReentrant>("r").AwaitCycle($"{Key}-third")));

        await Soon(grain.Note("alive"));
        await Soon(Grain<ISequential>("-other").Note("alive too"));
    }
}
