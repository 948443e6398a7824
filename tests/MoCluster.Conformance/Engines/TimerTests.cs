using MoCluster.Conformance.Engines.Grains;
using MoCluster.Conformance.Engines.Hosting;

namespace MoCluster.Conformance.Engines;

/// <summary>Ticks are queued like calls, run one at a time, and end with the activation.</summary>
public abstract class TimerTests(SharedEngine engine) : EngineTests(engine)
{
    public sealed class OnOrleans(OrleansEngine engine) : TimerTests(engine);

    public sealed class OnSimulator(SimulatedEngine engine) : TimerTests(engine);

    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(5);

    [Fact]
    public async Task A_timer_ticks_on_the_grains_turn_until_it_is_disposed()
    {
        var grain = Grain<ISequentialLife>();
        await Soon(grain.StartTimer("t", new TimerPlan(TimeSpan.Zero, s_short)));
        await Soon(Probe.When("t 5"));
        await Soon(grain.StopTimer("t"));

        // A timer that is started now and ticks shows that time goes on; the disposed one does not tick.
        var ticks = Probe.Lines.Count(line => line.StartsWith("t ", StringComparison.Ordinal));
        await Soon(grain.StartTimer("u", new TimerPlan(TimeSpan.Zero, s_short)));
        await Soon(Probe.When("u 10"));
        Assert.Equal(ticks, Probe.Lines.Count(line => line.StartsWith("t ", StringComparison.Ordinal)));
        Assert.DoesNotContain("stray tick", Probe.Lines);
        Assert.Equal(1, Probe.Peak);
        await Soon(grain.StopTimer("u"));
    }

    [Fact]
    public async Task An_infinite_period_ticks_once_and_Change_restarts_it()
    {
        var grain = Grain<ISequentialLife>();
        await Soon(grain.StartTimer("t", new TimerPlan(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)));
        await Soon(grain.ChangeTimer("t", TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        await Soon(Probe.When("t 1"));
        await Soon(grain.StartTimer("u", new TimerPlan(TimeSpan.Zero, s_short)));
        await Soon(Probe.When("u 5"));
        Assert.False(Probe.Was("t 2"));
        await Soon(grain.ChangeTimer("t", TimeSpan.Zero, s_short));
        await Soon(Probe.When("t 4"));
        await Soon(grain.StopTimer("t"));
        await Soon(grain.StopTimer("u"));
    }

    [Fact]
    public async Task A_tick_that_fails_does_not_stop_the_timer()
    {
        var grain = Grain<ISequentialLife>();
        await Soon(grain.StartTimer("t", new TimerPlan(TimeSpan.Zero, s_short, FailsFirstTick: true)));
        await Soon(Probe.When("t 3"));
        await Soon(grain.StopTimer("t"));
    }

    [Fact]
    public async Task A_tick_waits_for_the_call_that_runs_unless_it_interleaves()
    {
        var grain = Grain<ISequentialLife>();
        await Soon(grain.StartTimer("waits", new TimerPlan(s_short, s_short)));
        var call = grain.Hold("a");
        await Soon(Probe.When("a+"));
        var seen = (await Soon(grain.Peek())).Length;

        // Of two timers under way, the interleaving one ticks on.
        var other = Grain<IReentrantLife>("-r");
        await Soon(other.StartTimer("ticks", new TimerPlan(TimeSpan.Zero, s_short)));
        await Soon(Probe.When("ticks 10"));
        Assert.DoesNotContain(Probe.Lines.Skip(seen), line => line.StartsWith("waits", StringComparison.Ordinal));

        Probe.Signal("a go");
        await Soon(call);
        await Soon(other.StopTimer("ticks"));
        await Soon(grain.StopTimer("waits"));
    }

    [Fact]
    public async Task An_interleaving_tick_waits_for_no_call()
    {
        var grain = Grain<ISequentialLife>();
        await Soon(grain.StartTimer("t", new TimerPlan(s_short, s_short, Interleave: true)));
        var call = grain.Hold("a");
        await Soon(Probe.When("a+"));
        var ticks = Probe.Lines.Count(line => line.StartsWith("t ", StringComparison.Ordinal));
        await Soon(Probe.When($"t {ticks + 3}"));
        Probe.Signal("a go");
        await Soon(call);
        await Soon(grain.StopTimer("t"));
    }

    [Fact]
    public async Task A_tick_occupies_a_grain_like_a_call()
    {
        var grain = Grain<ISequentialLife>();
        await Soon(grain.StartTimer("t", new TimerPlan(TimeSpan.Zero, Timeout.InfiniteTimeSpan, HoldsFirstTick: true)));
        await Soon(Probe.When("t 1"));
        var call = grain.Activation();
        await Soon(grain.Peek());
        Assert.False(call.IsCompleted);
        Probe.Signal("t go");
        await Soon(call);
    }

    [Fact]
    public async Task Ticks_of_one_timer_never_overlap_even_if_they_interleave()
    {
        var grain = Grain<IReentrantLife>();
        await Soon(grain.StartTimer("t", new TimerPlan(TimeSpan.Zero, s_short, Interleave: true, HoldsFirstTick: true)));
        await Soon(Probe.When("t 1"));
        var other = Grain<IReentrantLife>("-r");
        await Soon(other.StartTimer("u", new TimerPlan(TimeSpan.Zero, s_short)));
        await Soon(Probe.When("u 5"));
        Assert.False(Probe.Was("t 2"));
        await Soon(other.StopTimer("u"));

        Probe.Signal("t go");
        await Soon(Probe.When("t 2"));
        await Soon(grain.StopTimer("t"));
    }

    [Fact]
    public async Task Timers_tick_while_the_end_waits_for_a_call_and_stop_with_the_activation()
    {
        var grain = Grain<IReentrantLife>();
        await Soon(grain.StartTimer("t", new TimerPlan(s_short, s_short)));
        var call = grain.EndAndHold("a");
        await Soon(Probe.When("a+"));
        var ticks = Probe.Lines.Count(line => line.StartsWith("t ", StringComparison.Ordinal));
        await Soon(Probe.When($"t {ticks + 2}"));
        Probe.Signal("a go");
        await Soon(call);
        await Soon(Probe.When("deactivated 1 ApplicationError first"));
        Assert.Equal(2, await Soon(grain.Activation()));

        var lines = Probe.Lines;
        var end = Enumerable.Range(0, lines.Count).First(i => lines[i].StartsWith("deactivated 1", StringComparison.Ordinal));
        Assert.DoesNotContain(lines.Skip(end), line => line.StartsWith("t ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_end_waits_for_a_call_a_tick_queues_behind_earlier_calls()
    {
        var grain = Grain<IReentrantLife>();
        await Soon(grain.StartTimer("t", new TimerPlan(s_short, s_short, Interleave: true)));
        var call = grain.EndAndHold("a");
        await Soon(Probe.When("a+"));
        var next = grain.Activation();

        // Another grain's ticks show that time goes on.
        var other = Grain<IReentrantLife>("-r");
        await Soon(other.StartTimer("u", new TimerPlan(TimeSpan.Zero, s_short)));
        await Soon(Probe.When("u 5"));
        var ticks = Probe.Lines.Count(line => line.StartsWith("t ", StringComparison.Ordinal));
        await Soon(Probe.When("u 15"));
        Assert.Equal(ticks, Probe.Lines.Count(line => line.StartsWith("t ", StringComparison.Ordinal)));
        await Soon(other.StopTimer("u"));

        Probe.Signal("a go");
        await Soon(call);
        Assert.NotEqual(1, await Soon(next));
    }

    [Fact]
    public async Task Disposing_a_timer_cancels_the_tick_that_runs()
    {
        var grain = Grain<IReentrantLife>();
        await Soon(grain.StartTimer("t", new TimerPlan(TimeSpan.Zero, s_short, HoldsFirstTick: true)));
        await Soon(Probe.When("t 1"));
        await Soon(grain.StopTimer("t"));
        await Soon(Probe.When("t token"));
        Probe.Signal("t go");
        await Soon(Probe.When("t 1-"));
    }
}
