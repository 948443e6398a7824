using MoCluster.Conformance.Engines.Grains;
using MoCluster.Simulator.Scheduling;

namespace MoCluster.Conformance.Engines.Seeded;

/// <summary>The same seed gives the same run and another seed another order. Time is virtual, and a run that cannot go on fails.</summary>
public sealed class SeededTests
{
    private const string Key = "seeded";

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        var first = Story(7);
        Assert.Equal(first, Story(7));
        Assert.Equal(first, Story(7));
    }

    [Fact]
    public void Other_seeds_give_other_orders()
    {
        var stories = Enumerable.Range(0, 20).Select(seed => string.Join(' ', Story(seed, steps: false))).ToArray();
        Assert.True(stories.Distinct().Count() > 15);

        // Not only turns are drawn, but also the arrival of one caller's calls: they arrive in both orders.
        Assert.Contains(stories, story => Place(story, "n1 ") < Place(story, "n2 "));
        Assert.Contains(stories, story => Place(story, "n1 ") > Place(story, "n2 "));

        static int Place(string story, string line) => story.IndexOf(line, StringComparison.Ordinal);
    }

    [Fact]
    public void Between_two_awaits_nothing_else_runs_under_any_seed()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            using var engine = new SeededEngine(seed);
            var grain = engine.Grains.GetGrain<IReentrant>(Key);
            engine.Run.Run(async () =>
            {
                await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => grain.AddInTwoSteps()));
                Assert.Equal(100, await grain.Number());
            });
        }
    }

    [Fact]
    public void An_hour_passes_at_once()
    {
        using var engine = new SeededEngine(1);
        var grain = engine.Grains.GetGrain<ISequentialLife>(Key);
        var start = engine.Run.Time.GetUtcNow();
        engine.Run.Run(async () =>
        {
            await grain.StartTimer("t", new TimerPlan(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)));
            await Task.Delay(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1), engine.Run.Time);
            await grain.StopTimer("t");
        });

        Assert.Equal(60, engine.Probe(Key).Lines.Count(line => line.StartsWith("t ", StringComparison.Ordinal)));
        Assert.Equal(TimeSpan.FromSeconds(3601), engine.Run.Time.GetUtcNow() - start);
    }

    [Fact]
    public void A_call_cycle_fails_the_run_and_is_named()
    {
        using var engine = new SeededEngine(3);
        var grain = engine.Grains.GetGrain<ISequential>(Key);
        var error = Assert.Throws<SeededRunException>(() => engine.Run.Run(() => grain.AwaitCycle("other")));
        Assert.StartsWith("Seed 3, ", error.Message, StringComparison.Ordinal);
        Assert.Contains("sequential/other calls ITurns.NoteQuickly of sequential/seeded", error.Message, StringComparison.Ordinal);
        Assert.Contains("sequential/seeded calls ITurns.AwaitBack of sequential/other", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slow_call_is_not_a_cycle()
    {
        using var engine = new SeededEngine(3);
        var calls = engine.Grains.GetGrain<ICalls>(Key);
        engine.Run.Run(async () =>
        {
            var started = engine.Run.Time.GetTimestamp();
            await Assert.ThrowsAsync<TimeoutException>(() => calls.HoldForASecond("a"));
            Assert.Equal(TimeSpan.FromSeconds(1), engine.Run.Time.GetElapsedTime(started));
            engine.Probe(Key).Signal("a go");
            await calls.Plain("b");
        });
        Assert.Equal(["a+", "a-", "b"], engine.Probe(Key).Lines);
    }

    [Fact]
    public void A_scenario_that_can_never_continue_fails_the_run()
    {
        using var engine = new SeededEngine(4);
        var error = Assert.Throws<SeededRunException>(() => engine.Run.Run(() => new TaskCompletionSource().Task));
        Assert.Contains("never comes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_continuation_on_another_thread_fails_the_run_and_says_where()
    {
        using var engine = new SeededEngine(5);
        using var left = new ManualResetEventSlim();
        var error = Assert.Throws<SeededRunException>(() => engine.Run.Run(async () =>
        {
            var away = Task.Run(() => left.Wait(), CancellationToken.None);
            var back = BackFrom(away);
            left.Set();
            SpinWait.SpinUntil(() => away.IsCompleted);
            while (!back.IsCompleted)
                await Task.Delay(TimeSpan.FromSeconds(1), engine.Run.Time);
        }));
        Assert.Contains("left the thread", error.Message, StringComparison.Ordinal);

        static async Task BackFrom(Task away) => await away;
    }

    [Fact]
    public void An_exception_of_a_scenario_leaves_the_run()
    {
        using var engine = new SeededEngine(6);
        var calls = engine.Grains.GetGrain<ICalls>(Key);
        Assert.Throws<ParcelException>(() => engine.Run.Run(() => calls.Fail("parcel")));
    }

    [Fact]
    public void An_endless_run_fails_at_its_limits()
    {
        using var engine = new SeededEngine(8);
        engine.Run.MaxTime = TimeSpan.FromMinutes(1);
        var late = Assert.Throws<SeededRunException>(() => engine.Run.Run(() => Task.Delay(TimeSpan.FromHours(1), engine.Run.Time)));
        Assert.Contains("MaxTime", late.Message, StringComparison.Ordinal);

        using var other = new SeededEngine(9);
        other.Run.MaxSteps = 1000;
        var long_ = Assert.Throws<SeededRunException>(() => other.Run.Run(async () =>
        {
            while (true)
                await Task.Yield();
        }));
        Assert.Contains("MaxSteps", long_.Message, StringComparison.Ordinal);
    }

    // Two callers, calls that interleave and calls that do not, timers, an end with waiting calls, a stream.
    private static List<string> Story(int seed, bool steps = true)
    {
        using var engine = new SeededEngine(seed);
        engine.Run.Run(async () =>
        {
            var turns = engine.Grains.GetGrain<IReentrant>(Key);
            var life = engine.Grains.GetGrain<ISequentialLife>(Key);
            var stream = engine.Streams.GetStream<Item>(Orleans.Runtime.StreamId.Create(ObservingSubscriberGrain.Namespace, Key));
            await life.StartTimer("t", new TimerPlan(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), Interleave: true));
            var work = Enumerable.Range(0, 10).Select(i => turns.Note($"n{i} ")).ToList();
            work.AddRange(Enumerable.Range(0, 5).Select(i => turns.Hold($"h{i}")));
            for (var i = 0; i < 5; i++)
                await stream.OnNextAsync(new Item($"s{i}"));
            work.Add(life.End("idle"));
            work.AddRange(Enumerable.Range(0, 3).Select(_ => (Task)life.Activation()));
            await Task.Delay(TimeSpan.FromSeconds(3), engine.Run.Time);
            for (var i = 0; i < 5; i++)
                engine.Probe(Key).Signal($"h{i} go");
            await Task.WhenAll(work);
            await engine.Silo.StopAsync(CancellationToken.None);
        });
        return [.. engine.Probe(Key).Lines, .. steps ? [$"{engine.Run.Steps} steps", $"{engine.Run.NewId()}"] : Array.Empty<string>()];
    }
}
