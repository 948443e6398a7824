using MoCluster.Conformance.Engines.Grains;
using MoCluster.Conformance.Engines.Seeded;
using MoCluster.Simulator;
using Orleans.Storage;
using Orleans.Streams;

namespace MoCluster.Conformance.Engines.Limits;

/// <summary>The simulator's limits and the messages about them, in virtual time.</summary>
public sealed class SimulatorLimitTests
{
    private const string Key = "limits";

    [Fact]
    public void Calls_beyond_the_limit_are_refused_and_the_others_are_served()
    {
        using var engine = new SeededEngine(1, options => options.MaxEnqueuedRequests = 10);
        engine.Run.Run(async () =>
        {
            var grain = engine.Grains.GetGrain<ISequential>(Key);
            var hold = grain.Hold("a");
            await engine.Probe(Key).When("a+");
            var calls = Enumerable.Range(0, 12).Select(i => grain.Note($"{i}")).ToArray();
            await Task.Delay(TimeSpan.FromSeconds(1), engine.Run.Time);
            var refused = calls.Where(call => call.IsCompleted).ToArray();
            Assert.Equal(3, refused.Length);
            foreach (var call in refused)
            {
                var error = await Assert.ThrowsAsync<LimitExceededException>(() => call);
                Assert.StartsWith(
                    "Limit exceeded MaxEnqueuedRequests Current=10 Threshold=10 sequential/limits", error.Message, StringComparison.Ordinal);
            }

            engine.Probe(Key).Signal("a go");
            await hold;
            await Task.WhenAll(calls.Except(refused));
        });
    }

    [Fact]
    public void Each_call_times_out_after_its_own_timeout()
    {
        using var engine = new SeededEngine(12);
        engine.Run.Run(async () =>
        {
            for (var round = 'a'; round <= 'c'; round++)
            {
                var first = TimeOutAsync($"{round}1");
                await Task.Delay(TimeSpan.FromMilliseconds(300), engine.Run.Time);
                var second = TimeOutAsync($"{round}2");
                var answered = engine.Grains.GetGrain<ICalls>($"{round}3").HoldForASecond("h");
                engine.Probe($"{round}3").Signal("h go");
                await answered;
                Assert.All(await Task.WhenAll(first, second), waited => Assert.Equal(TimeSpan.FromSeconds(1), waited));

                // For a while nothing waits, and then the next round has its timeouts again.
                await Task.Delay(TimeSpan.FromSeconds(5), engine.Run.Time);
            }
        });

        async Task<TimeSpan> TimeOutAsync(string key)
        {
            var started = engine.Run.Time.GetTimestamp();
            await Assert.ThrowsAsync<TimeoutException>(() => engine.Grains.GetGrain<ICalls>(key).HoldForASecond("h"));
            return engine.Run.Time.GetElapsedTime(started);
        }
    }

    [Fact]
    public void A_full_stream_refuses_its_publisher_and_takes_more_when_there_is_room()
    {
        using var engine = new SeededEngine(2, options => options.StreamQueueLimit = 5);
        engine.Run.Run(async () =>
        {
            var stream = engine.Streams.GetStream<Item>(ObservingSubscriberGrain.Namespace, Key);
            await stream.OnNextAsync(new Item("hold"));
            await engine.Probe(Key).When("hold");
            for (var i = 0; i < 5; i++)
                await stream.OnNextAsync(new Item($"i{i}"));
            var error = await Assert.ThrowsAsync<InvalidOperationException>(() => stream.OnNextAsync(new Item("too many")));
            Assert.Contains("5 items, the limit (StreamQueueLimit)", error.Message, StringComparison.Ordinal);

            engine.Probe(Key).Signal("hold go");
            await engine.Probe(Key).When("i4");
            await Task.Delay(TimeSpan.FromSeconds(1), engine.Run.Time);
            await stream.OnNextAsync(new Item("room"));
            await engine.Probe(Key).When("room");
        });
    }

    [Fact]
    public void An_item_that_fails_for_too_long_is_dropped_and_logged()
    {
        using var log = new LogLines();
        using var engine = new SeededEngine(3, options => options.ResponseTimeout = TimeSpan.FromSeconds(5), log);
        engine.Run.Run(async () =>
        {
            var stream = engine.Streams.GetStream<Item>(ObservingSubscriberGrain.Namespace, Key);
            await stream.OnNextAsync(new Item("hold"));
            await stream.OnNextAsync(new Item("next"));
            await engine.Probe(Key).When("error TimeoutException");
            await engine.Probe(Key).When("next");
        });

        var gone = engine.Run.Time.Elapsed;
        Assert.InRange(gone, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(70));
        Assert.Contains(
            log.Lines,
            line => line.StartsWith("Error 1010 An item of stream observed/limits was not delivered", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unused_grain_ends_unless_it_asked_to_stay()
    {
        using var engine = new SeededEngine(4);
        engine.Run.Run(async () =>
        {
            await engine.Silo.StartAsync(CancellationToken.None);
            var used = engine.Grains.GetGrain<ISequentialLife>("used");
            var idle = engine.Grains.GetGrain<ISequentialLife>("idle");
            await idle.Activation();
            for (var minute = 0; minute < 20; minute++)
            {
                Assert.Equal(1, await used.Activation());
                await Task.Delay(TimeSpan.FromMinutes(1), engine.Run.Time);
            }

            Assert.Contains(engine.Probe("idle").Lines, line => line.StartsWith("deactivated 1 ActivationIdle", StringComparison.Ordinal));
            Assert.Equal(2, await idle.Activation());
            Assert.Equal(1, await used.Activation());
        });
    }

    [Fact]
    public void Ticks_keep_a_grain_active_only_if_configured()
    {
        using var engine = new SeededEngine(5);
        engine.Run.Run(async () =>
        {
            await engine.Silo.StartAsync(CancellationToken.None);
            var grain = engine.Grains.GetGrain<ISequentialLife>(Key);
            await grain.StartTimer("t", new TimerPlan(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)));
            await Task.Delay(TimeSpan.FromMinutes(30), engine.Run.Time);
            Assert.Equal(2, await grain.Activation());
        });
    }

    [Fact]
    public void A_stop_ends_every_activation_and_refuses_calls()
    {
        using var engine = new SeededEngine(6);
        engine.Run.Run(async () =>
        {
            var grain = engine.Grains.GetGrain<ISequentialLife>(Key);
            await grain.Activation();
            await engine.Silo.StopAsync(CancellationToken.None);
            Assert.Contains("deactivated 1 ShuttingDown The silo stops.", engine.Probe(Key).Lines);
            await Assert.ThrowsAsync<SiloUnavailableException>(grain.Activation);
        });
    }

    [Fact]
    public void A_stop_waits_for_a_call_until_the_stop_timeout_and_then_fails_it()
    {
        using var log = new LogLines();
        using var engine = new SeededEngine(7, options => options.StopTimeout = TimeSpan.FromSeconds(3), log);
        engine.Run.Run(async () =>
        {
            var grain = engine.Grains.GetGrain<ISequentialLife>(Key);
            var call = grain.Hold("a");
            await engine.Probe(Key).When("a+");
            var started = engine.Run.Time.GetTimestamp();
            await engine.Silo.StopAsync(CancellationToken.None);
            Assert.Equal(TimeSpan.FromSeconds(3), engine.Run.Time.GetElapsedTime(started));
            await Assert.ThrowsAsync<SiloUnavailableException>(() => call);
        });
        Assert.Contains("Warning 1008 1 activations had not ended within 00:00:03", log.Lines);
    }

    [Fact]
    public void An_activation_that_takes_too_long_fails_its_callers()
    {
        using var engine = new SeededEngine(8, options => options.ActivationTimeout = TimeSpan.FromSeconds(2));
        engine.Run.Run(async () =>
        {
            var error = await Assert.ThrowsAsync<TimeoutException>(() => engine.Grains.GetGrain<IFragile>(Key).Activation());
            Assert.Equal("The activation of fragile/limits took longer than 00:00:02.", error.Message);
        });
    }

    [Fact]
    public void Failures_that_nobody_awaits_are_logged()
    {
        using var log = new LogLines();
        using var engine = new SeededEngine(9, log: log);
        engine.Run.Run(async () =>
        {
            await engine.Grains.GetGrain<ICalls>(Key).TellAndFail();
            var life = engine.Grains.GetGrain<ISequentialLife>(Key);
            await life.StartTimer("t", new TimerPlan(TimeSpan.Zero, Timeout.InfiniteTimeSpan, FailsFirstTick: true));
            await engine.Probe(Key).When("t 1");
            await life.End("fail");
            await Task.Delay(TimeSpan.FromSeconds(1), engine.Run.Time);
        });
        Assert.Contains("Warning 1001 One-way call ICalls.TellAndFail of calls/limits failed nobody sees this", log.Lines);
        Assert.Contains("Error 1005 sequentiallife/limits failed to deactivate; it is gone all the same as asked", log.Lines);
        Assert.Contains("Warning 1006 A timer of sequentiallife/limits failed; it goes on as asked", log.Lines);
    }

    [Fact]
    public void A_state_that_another_activation_wrote_is_not_overwritten()
    {
        using var engine = new SeededEngine(10);
        engine.Run.Run(async () =>
        {
            var grain = engine.Grains.GetGrain<IKeeper>(Key);
            await grain.Set("ours", true);
            var theirs = new GrainState<KeeperState>(new KeeperState { Text = "theirs" }, "1");
            await engine.Storage.WriteStateAsync("first", grain.GetGrainId(), theirs);

            await Assert.ThrowsAsync<InconsistentStateException>(() => grain.Set("ours again", true));
            Assert.StartsWith("theirs", (await grain.Read()).Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void An_unsupported_subscription_is_refused()
    {
        using var engine = new SeededEngine(11);
        engine.Run.Run(async () =>
        {
            var stream = engine.Streams.GetStream<Item>("unheard", Key);
            var error = await Assert.ThrowsAsync<NotSupportedException>(() => stream.SubscribeAsync(new SilentObserver()));
            Assert.Contains("[ImplicitStreamSubscription(\"unheard\")]", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_call_that_Orleans_would_order_differently_is_refused()
    {
        using var engine = new SeededEngine(12);
        engine.Run.Run(async () =>
        {
            var error = await Assert.ThrowsAsync<NotSupportedException>(() => engine.Grains.GetGrain<ICalls>(Key).Length("text"));
            Assert.Contains("Length has [ReadOnly]", error.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(nameof(SimulatorOptions.ResponseTimeout))]
    [InlineData(nameof(SimulatorOptions.StopTimeout))]
    [InlineData(nameof(SimulatorOptions.MaxEnqueuedRequests))]
    [InlineData(nameof(SimulatorOptions.StreamQueueLimit))]
    public void A_setting_out_of_its_range_is_refused_by_name(string name)
    {
        var options = new SimulatorOptions();
        options.GrainClasses.Add(typeof(CallsGrain));
        options.Validate();
        var setting = typeof(SimulatorOptions).GetProperty(name)!;
        setting.SetValue(options, setting.PropertyType == typeof(int) ? 0 : TimeSpan.Zero);
        Assert.Contains(name, Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);
    }

    private sealed class SilentObserver : IAsyncObserver<Item>
    {
        public Task OnNextAsync(Item item, StreamSequenceToken? token = null) => Task.CompletedTask;

        public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
    }
}
