using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MoCluster.Client.Hosting;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.Hosting;

/// <summary>What an integration does with events of a real server.</summary>
public sealed class IntegrationTests(ClientSilo silo)
{
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
