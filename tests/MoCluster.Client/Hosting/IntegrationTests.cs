using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using MoCluster.Client.Hosting;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.Hosting;

/// <summary>What an integration does with events of a real server.</summary>
public sealed class IntegrationTests(ClientSilo silo)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handlers_run_side_by_side_and_those_of_one_subject_or_key_one_after_the_other_in_order()
    {
        const int Subjects = 12, Each = 4, Parallelism = 4;
        var ledger = new OrderLedger(Parallelism);
        IntegrationRun? run = null;
        await using var started = run = await IntegrationRun.StartAsync(silo, (integration, space) => integration.On(space, "r", HandleAsync, options => options.Parallelism = Parallelism));
        await run.Outside.SendAsync(run.Space, [.. Enumerable.Range(0, Subjects).Select(Outgoing)], cancellationToken: Cancellation);
        await ledger.HandledAsync(Subjects * Each, Cancellation);
        Assert.Empty(ledger.Violations);
        await run.StopAsync();
        var status = await run.StatusAsync();
        Assert.Equal((0, 0, Subjects * Each), (status.Pending, status.Leased, status.Frontier));
        Assert.DoesNotContain(run.Log.Lines, line => line.Level >= LogLevel.Warning);

        static OutgoingEvent Outgoing(int subject) => new("r", $"s{subject}") { Key = $"k{subject % 6}" };

        async Task HandleAsync(MoEvent changed, CancellationToken cancellation)
        {
            var times = await ledger.BeginAsync(changed, cancellation);

            // The next event of the subject comes while this one is handled.
            if (times < Each)
                await run!.Outside.SendAsync(run.Space, Outgoing(int.Parse(changed.Subject[1..])), cancellationToken: cancellation);
            ledger.End(changed);
        }
    }

    [Fact]
    public async Task An_event_whose_handler_fails_comes_again_and_is_parked_with_the_reason_after_its_attempts_while_others_go_on()
    {
        var third = NewSignal();
        var good = NewSignal();
        await using var run = await IntegrationRun.StartAsync(silo, (integration, space) => integration.On(
            space,
            "r",
            (changed, _) =>
            {
                if (changed.Subject == "good")
                {
                    good.SetResult();
                    return Task.CompletedTask;
                }

                if (changed.Attempt == 3)
                    third.SetResult();
                throw new InvalidOperationException("no such account");
            },
            options => (options.MaxAttempts, options.Lease, options.MaxBackOff) = (3, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1))));
        await run.SendAsync("bad", "good");
        await Task.WhenAll(third.Task, good.Task).WaitAsync(Cancellation);

        // A stop ends when everything is settled.
        await run.StopAsync();
        var mine = new EntryFilter { Listeners = ListenerFilter.Of((await run.ListenerAsync()).Uuid) };
        var entry = await run.Outside.Listeners.Queues.FindAsync(mine, Cancellation).SingleAsync(Cancellation);
        Assert.Equal(("bad", EntryStanding.Parked, "Parked after 3 attempts. InvalidOperationException: no such account"), (entry.Subject, entry.Standing, entry.Reason));
        var said = run.Log.Lines.Where(line => line.Level >= LogLevel.Warning).Select(line => line.Line).ToArray();
        Assert.Equal(
            [
                $"The handler of {run.Space}/r failed at bad, attempt 1. The event comes again.",
                $"The handler of {run.Space}/r failed at bad, attempt 2. The event comes again.",
                $"The handler of {run.Space}/r failed at bad, attempt 3. The event is parked.",
            ],
            said);
    }

    [Fact]
    public async Task A_handler_that_says_when_is_tried_again_then_and_one_that_gives_up_parks_the_event()
    {
        var parked = NewSignal();
        await using var run = await IntegrationRun.StartAsync(silo, (integration, space) => integration.On(
            space,
            "r",
            (changed, _) =>
            {
                if (changed.Attempt == 3)
                    parked.SetResult();
                return changed.Attempt switch
                {
                    1 => Task.FromResult(MoOutcome.RetryAfter(TimeSpan.Zero, "busy")),
                    2 => throw new RetryAfterException(TimeSpan.Zero, "still busy"),
                    _ => Task.FromResult(MoOutcome.Park("there is no such person")),
                };
            },
            options => options.MaxAttempts = 1));
        await run.SendAsync("a");
        await parked.Task.WaitAsync(Cancellation);
        await run.StopAsync();
        var mine = new EntryFilter { Listeners = ListenerFilter.Of((await run.ListenerAsync()).Uuid) };
        var entry = await run.Outside.Listeners.Queues.FindAsync(mine, Cancellation).SingleAsync(Cancellation);
        Assert.Equal((EntryStanding.Parked, "there is no such person"), (entry.Standing, entry.Reason));
    }

    [Fact]
    public async Task The_lease_of_an_event_stands_as_long_as_its_handler_runs()
    {
        var begun = NewSignal();
        var release = NewSignal();
        await using var run = await IntegrationRun.StartAsync(silo, (integration, space) => integration.On(
            space,
            "r",
            async (changed, cancellation) =>
            {
                begun.TrySetResult();
                await release.Task.WaitAsync(cancellation);
            },
            options => (options.Lease, options.Parallelism) = (TimeSpan.FromSeconds(2), 1)));

        // The second event waits in the program behind the first; its lease is kept too.
        await run.SendAsync("a", "b");
        await begun.Task.WaitAsync(Cancellation);
        var others = await (await run.ListenerAsync()).NextAsync(TimeSpan.FromSeconds(5), Cancellation);
        Assert.Null(others);
        release.SetResult();
        await run.StopAsync();
        Assert.DoesNotContain(run.Log.Lines, line => line.Level >= LogLevel.Warning);
        Assert.Equal(0, (await run.StatusAsync()).Leased);
    }

    [Fact]
    public async Task A_handler_whose_lease_is_lost_is_cancelled_and_another_program_gets_the_event()
    {
        var begun = NewSignal();
        var cancelled = NewSignal();
        await using var run = await IntegrationRun.StartAsync(silo, (integration, space) => integration.On(
            space,
            "r",
            async (changed, cancellation) =>
            {
                begun.TrySetResult();
                await using var noted = cancellation.Register(() => cancelled.TrySetResult());
                await Task.Delay(Timeout.Infinite, cancellation);
            },
            options => options.Lease = TimeSpan.FromSeconds(1)));
        run.Switch.IsCut = request => request.RequestUri!.AbsolutePath == "/v1/touch";
        await run.SendAsync("a");
        await begun.Task.WaitAsync(Cancellation);
        var others = await (await run.ListenerAsync()).NextAsync(Patience, Cancellation);
        await cancelled.Task.WaitAsync(Cancellation);
        await others!.AckAsync(Cancellation);
        await run.Log.SeenAsync("was lost: another program may handle the event", Cancellation);
    }

    [Fact]
    public async Task A_stop_lets_handlers_finish_and_gives_back_at_once_what_waits()
    {
        var both = new CountdownEvent(2);
        var begun = NewSignal();
        var release = NewSignal();
        await using var run = await IntegrationRun.StartAsync(silo, (integration, space) => integration.On(
            space,
            "r",
            async (changed, cancellation) =>
            {
                if (both.Signal())
                    begun.SetResult();
                await release.Task.WaitAsync(cancellation);
            },
            options => options.Parallelism = 2));
        await run.SendAsync("a", "b", "c", "d", "e");
        await begun.Task.WaitAsync(Cancellation);
        var listener = await run.ListenerAsync();
        var stopping = run.StopAsync();
        var others = new List<string>();
        while (others.Count < 3)
        {
            var next = (await listener.NextAsync(Patience, Cancellation))!;
            others.Add(next.Subject);
            await next.AckAsync(Cancellation);
        }

        Assert.Equal(["c", "d", "e"], others.Order());
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping;
        var status = await run.StatusAsync();
        Assert.Equal((0, 0, 5), (status.Pending, status.Leased, status.Frontier));
        both.Dispose();
    }

    [Fact]
    public async Task A_handler_that_goes_on_is_cancelled_before_the_hosts_time_is_over_and_its_event_is_given_back()
    {
        var begun = new CountdownEvent(2);
        var deaf = NewSignal();
        await using var run = await IntegrationRun.StartAsync(
            silo,
            (integration, space) => integration.On(space, "r", async (changed, cancellation) =>
            {
                begun.Signal();
                if (changed.Subject == "deaf")
                    await deaf.Task;
                else
                    await Task.Delay(Timeout.Infinite, cancellation);
            }),
            services =>
            {
                services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(2));
                services.Configure<MoIntegrationOptions>(options => options.GiveBackTime = TimeSpan.FromSeconds(1.5));
            });
        await run.SendAsync("patient", "deaf");
        await Task.Run(() => begun.Wait(Cancellation), Cancellation);
        var stopping = run.StopAsync();
        var other = (await (await run.ListenerAsync()).NextAsync(Patience, Cancellation))!;
        Assert.Equal(("patient", 2), (other.Subject, other.Attempt));
        await other.AckAsync(Cancellation);
        await stopping;
        Assert.Contains(run.Log.Lines, line => line.Line.StartsWith($"1 handlers of {run.Space}/r did not end in time.", StringComparison.Ordinal));
        deaf.SetResult();
        begun.Dispose();
    }

    [Fact]
    public async Task A_server_that_is_away_is_waited_for_and_the_health_check_says_so_meanwhile()
    {
        var handled = NewSignal();
        await using var run = await IntegrationRun.StartAsync(
            silo,
            (integration, space) => integration.On(space, "r", (_, _) =>
            {
                handled.TrySetResult();
                return Task.CompletedTask;
            }),
            isCut: _ => true);
        await run.Log.SeenAsync("could not be declared or consumed", Cancellation);
        var away = await run.CheckHealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, away.Status);
        Assert.StartsWith($"{run.Space}/r could not be declared yet. {run.Outside.Server} cannot be reached", away.Entries["mocluster"].Description, StringComparison.Ordinal);
        run.Switch.IsCut = null;
        await run.DeclaredAsync();
        await run.SendAsync("a");
        await handled.Task.WaitAsync(Cancellation);
        Assert.Equal(HealthStatus.Healthy, (await run.CheckHealthAsync()).Status);
    }

    [Fact]
    public async Task An_acknowledgement_that_cannot_be_sent_is_tried_until_it_is_durable()
    {
        var handled = 0;
        await using var run = await IntegrationRun.StartAsync(silo, (integration, space) => integration.On(
            space,
            "r",
            (_, _) =>
            {
                Interlocked.Increment(ref handled);
                return Task.CompletedTask;
            }));
        run.Switch.IsCut = request => request.RequestUri!.AbsolutePath == "/v1/acknowledge";
        await run.SendAsync("a");
        await run.Log.SeenAsync("a at", Cancellation);
        run.Switch.IsCut = null;
        await run.StopAsync();
        Assert.Equal((1, 0), (handled, (await run.StatusAsync()).Leased));
    }

    [Fact]
    public async Task A_class_handles_each_event_in_a_scope_of_its_own_and_is_measured()
    {
        var measured = new List<string?>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => Follow(instrument, listener) };
        var ledger = new ScopeLedger(2);
        await using var run = await IntegrationRun.StartAsync(
            silo,
            (integration, space) =>
            {
                meters.SetMeasurementEventCallback<double>((_, _, tags, _) =>
                {
                    var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value as string);
                    if (all.GetValueOrDefault("messaging.destination.name") != $"{space}/r")
                        return;
                    lock (measured)
                        measured.Add(all.GetValueOrDefault("error.type"));
                });
                meters.Start();
                integration.On<ScopedHandler>(space, "r");
            },
            services => services.AddSingleton(ledger).AddScoped<Scoped>());
        await run.SendAsync("a", "b");
        await ledger.Done.WaitAsync(Cancellation);
        await run.StopAsync();
        Assert.Equal(["a", "b"], ledger.Subjects.Order());
        Assert.Equal(2, ledger.Disposed);
        Assert.Equal([null, null], measured);

        static void Follow(Instrument instrument, MeterListener listener)
        {
            if (instrument is { Name: "messaging.process.duration", Meter.Name: "MoCluster.Client.Hosting" })
                listener.EnableMeasurementEvents(instrument);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class ScopedHandler(Scoped scoped) : IMoHandler
    {
        public Task<MoOutcome> HandleAsync(MoEvent changed, CancellationToken cancellationToken)
        {
            scoped.Handled(changed.Subject);
            return Task.FromResult(MoOutcome.Done);
        }
    }

    private sealed class Scoped(ScopeLedger ledger) : IDisposable
    {
        private string? _subject;

        public void Handled(string subject)
        {
            Assert.Null(_subject);
            _subject = subject;
        }

        public void Dispose() => ledger.Add(_subject!);
    }

    private sealed class ScopeLedger(int expected)
    {
        private readonly TaskCompletionSource _done = NewSignal();
        private readonly List<string> _subjects = [];

        public Task Done => _done.Task;

        public IReadOnlyList<string> Subjects => _subjects;

        public int Disposed => _subjects.Count;

        public void Add(string subject)
        {
            lock (_subjects)
            {
                _subjects.Add(subject);
                if (_subjects.Count == expected)
                    _done.SetResult();
            }
        }
    }
}
