using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Status;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Metrics;
using MoCluster.Stores.Memory;

namespace MoCluster.Tests.Metrics;

/// <summary>The metrics of listeners whose queues sleep, and the alerts that rely on them.</summary>
public sealed class ListenerMetricsTests
{
    private static readonly StreamKey Stream = new("n", "r");
    private static readonly string Lag = AlertRule.ExpressionOf("ListenerLag");
    private static readonly string Parked = AlertRule.ExpressionOf("EventsParked");
    private static readonly string Suspended = AlertRule.ExpressionOf("ListenerSuspended");

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryStore _store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ListenerMetricsTests() => _store = new MemoryStore(_time, Guid.NewGuid());

    [Fact]
    public async Task A_listener_that_was_never_fetched_from_raises_the_alert_after_an_hour_and_keeps_raising_it()
    {
        await DeclareAsync("never", "fine", "paused");
        using var silo = new WatchedSilo(_store, _time);
        await AppendAsync(1);
        await SettleAsync("fine", 1);
        await PutAsync(Listener("paused") with { Pause = new ListenerPause(_time.GetUtcNow()) });
        for (var minute = 0; minute < 180; minute++)
        {
            // Younger events do not change that.
            await AppendAsync(1);
            await SettleAsync("fine", minute + 2);
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(minute < 60 ? [] : ["never"], AlertRule.Firing(Lag, await silo.LookAsync()));
        }

        var scrape = silo.Scrape();
        Assert.Equal(181, scrape.Sum("mocluster_listener_unread", "user_key=\"never\"", "source=\"store\""));
        Assert.Null(scrape.Sum("mocluster_listener_unread", "user_key=\"fine\""));
        Assert.Equal(0, scrape.Sum("mocluster_listeners_awake"));
        await SettleAsync("never", 181);
        Assert.Empty(AlertRule.Firing(Lag, await silo.LookAsync()));
    }

    [Fact]
    public async Task Delayed_parked_and_suspended_backlog_is_reported_without_the_queue()
    {
        await DeclareAsync("failing", "parked", "silenced", "suspended");
        using var silo = new WatchedSilo(_store, _time);
        await AppendAsync(3);
        var old = _time.GetUtcNow();
        await SettleAsync("failing", 3, Row("a", old), Row("b", old + TimeSpan.FromHours(1)), Row("c", old, parked: true));
        await SettleAsync("parked", 3, Row("a", old, parked: true), Row("b", old, parked: true));
        await SettleAsync("silenced", 3, Row("a", old, silenced: true));
        await SettleAsync("suspended", 3);
        await PutAsync(Listener("suspended") with { Suspension = new ListenerSuspension(old, 1, 3) });
        _time.Advance(TimeSpan.FromHours(2));
        var scrape = await silo.LookAsync();
        Assert.Equal(["failing"], AlertRule.Firing(Lag, scrape));
        Assert.Equal(["failing", "parked"], AlertRule.Firing(Parked, scrape));
        Assert.Equal(["suspended"], AlertRule.Firing(Suspended, scrape));
        Assert.Equal(7_200, scrape.Sum("mocluster_listener_oldest_age_seconds", "user_key=\"failing\""));
        Assert.Equal(
            (2, 1, 2, 0),
            (Sum("pending", "failing"), Sum("parked", "failing"), Sum("parked", "parked"), Sum("oldest_age_seconds", "parked")));

        // Nothing wakes a queue, so there are no metrics that only a queue knows.
        Assert.All(["delayed", "leased", "attempts", "silenced"], name => Assert.Null(Sum(name, "failing")));

        double? Sum(string name, string userKey) => scrape.Sum($"mocluster_listener_{name}", $"user_key=\"{userKey}\"");
    }

    [Fact]
    public async Task An_awake_queue_overrides_the_store()
    {
        await DeclareAsync("l");
        var awake = new AwakeListeners();
        using var here = new WatchedSilo(_store, _time, awake);
        using var there = new WatchedSilo(_store, _time);
        await AppendAsync(1);
        _time.Advance(TimeSpan.FromHours(2));

        // The queue has handled the event, but has not yet stored that.
        Show(null, read: 1);
        Scrape[] scrapes = [await here.LookAsync(), await there.LookAsync()];
        Assert.Equal(["source=\"queue\"", "source=\"store\""], scrapes.Select(scrape => Assert.Single(SourcesOf(scrape))));
        Assert.Empty(AlertRule.Firing(Lag, scrapes));
        Assert.Equal(["l"], AlertRule.Firing(Lag, scrapes[1]));

        // It cannot know the age of an event that it has not read.
        Show(null, read: 0);
        Assert.Equal(["l"], AlertRule.Firing(Lag, here.Scrape(), there.Scrape()));
        Show(_time.GetUtcNow() - TimeSpan.FromMinutes(61), read: 1);
        Assert.Equal(["l"], AlertRule.Firing(Lag, here.Scrape(), there.Scrape()));

        // The queue falls asleep: there is no moment without metrics.
        awake.Forget(this);
        Assert.Equal(["l"], AlertRule.Firing(Lag, here.Scrape()));

        void Show(DateTimeOffset? oldest, long read) => awake.Show(
            this, [new AwakeListener(Listener("l"), new ListenerStatus(0, 0, 0, 0, 0, read, 1, 0, oldest))]);

        static IEnumerable<string> SourcesOf(Scrape scrape) => scrape.Samples.Keys
            .Where(series => series.StartsWith("mocluster_listener_oldest_age", StringComparison.Ordinal))
            .Select(series => series[series.IndexOf("source=", StringComparison.Ordinal)..].Split(',', '}')[0]);
    }

    [Fact]
    public async Task Beyond_the_limit_the_worst_listeners_are_reported_and_the_others_counted()
    {
        await DeclareAsync([.. Enumerable.Range(0, 50).Select(i => $"l{i}")]);
        using var silo = new WatchedSilo(_store, _time, mostListeners: 10);
        await AppendAsync(50);
        var old = _time.GetUtcNow();
        for (var i = 0; i < 50; i++)
            await SettleAsync($"l{i}", 50, [Row("a", old - TimeSpan.FromHours(i)), .. Enumerable.Range(0, 50 - i).Select(n => Row($"p{n}", old, parked: true))]);
        var scrape = await silo.LookAsync();
        Assert.Equal(Enumerable.Range(40, 10).Select(i => $"l{i}"), AlertRule.Firing(Lag, scrape));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"l{i}"), AlertRule.Firing(Parked, scrape));
        Assert.Equal(40, scrape.Sum("mocluster_listeners_cut"));
    }

    [Fact]
    public async Task Ten_thousand_listeners_cost_one_query_a_look_and_none_a_scrape()
    {
        await _store.CommitAsync(new Commit
        {
            Id = Guid.NewGuid(),
            Definitions = [.. Enumerable.Range(0, StoreLimits.MaxBatch - 1).Select(i => new DefinitionWrite.PutListener(Listener($"l{i}")))],
        });
        await AppendAsync(1);
        var counted = new CountingStore(_store);
        using var silo = new WatchedSilo(counted, _time);
        await silo.LookAsync();
        for (var i = 0; i < 3; i++)
            Assert.Equal(1_000, silo.Scrape().Samples.Count(sample => sample.Key.StartsWith("mocluster_listener_unread", StringComparison.Ordinal)));
        Assert.Equal(1, counted.Looks);
        Assert.Equal(StoreLimits.MaxBatch - 1, silo.Backlogs.Found.Count);

        // One more: the page is full, and a second query finds the end.
        await DeclareAsync("more");
        await AppendAsync(1);
        await silo.LookAsync();
        Assert.Equal((3, StoreLimits.MaxBatch), (counted.Looks, silo.Backlogs.Found.Count));
    }

    [Fact]
    public async Task A_store_that_is_slow_is_asked_less_often()
    {
        var slow = new CountingStore(_store) { Delay = () => _time.Advance(TimeSpan.FromSeconds(10)) };
        Assert.Equal(TimeSpan.FromSeconds(190), await new ListenerBacklogs(slow, _time, new MetricsOptions()).RunOnceAsync(Cancellation));
        Assert.Equal(TimeSpan.FromSeconds(30), await new ListenerBacklogs(_store, _time, new MetricsOptions()).RunOnceAsync(Cancellation));
    }

    private static ListenerDefinition Listener(string userKey)
    {
        var uuid = new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(userKey)).AsSpan(0, 16));
        return new ListenerDefinition(uuid, Actor.Anonymous, Stream, userKey, uuid, ListenerPolicy.Default, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private static EntryRow Row(string subject, DateTimeOffset time, bool parked = false, bool silenced = false) => new(
        subject, [new EventRecord(1, Guid.NewGuid(), subject, 10_000, time, subject, null, null)], 1, null, parked, silenced);

    private async Task DeclareAsync(params string[] userKeys)
    {
        foreach (var userKey in userKeys)
        {
            await PutAsync(Listener(userKey));
            await CommitAsync(new Commit { Id = Guid.NewGuid(), Groups = [new GroupWrite { Group = Listener(userKey).Group, TakeEpoch = true }] });
        }
    }

    private Task PutAsync(ListenerDefinition listener) =>
        CommitAsync(new Commit { Id = Guid.NewGuid(), Definitions = [new DefinitionWrite.PutListener(listener)] });

    private Task AppendAsync(int count) => CommitAsync(new Commit
    {
        Id = Guid.NewGuid(),
        Events = [.. Enumerable.Range(0, count).Select(i => new EventDraft(Stream, Guid.NewGuid(), $"s{i}", 10_000, $"s{i}"))],
    });

    private Task SettleAsync(string userKey, long frontier, params EntryRow[] rows) => CommitAsync(new Commit
    {
        Id = Guid.NewGuid(),
        Groups =
        [
            new GroupWrite
            {
                Group = Listener(userKey).Group,
                Epoch = 1,
                Listeners = [new ListenerProgress { Listener = Listener(userKey).Uuid, Frontier = frontier, Rows = [.. rows] }],
            },
        ],
    });

    private async Task CommitAsync(Commit commit) => Assert.True((await _store.CommitAsync(commit)).Committed);

    private sealed class CountingStore(IStore store) : ForwardingStore(store)
    {
        public int Looks { get; private set; }

        public Action? Delay { get; init; }

        public override ValueTask<ImmutableArray<ListenerBacklog>> ReadBacklogsAsync(Guid? after, int limit, CancellationToken cancellation)
        {
            Looks++;
            Delay?.Invoke();
            return base.ReadBacklogsAsync(after, limit, cancellation);
        }
    }
}
