using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Effects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Stores.PostgreSql;
using Npgsql;

namespace MoCluster.Benchmarks;

/// <summary>
/// Measures the events of validities that begin: how late the event of a single one is, how fast many that begin at one instant are
/// published, compared with plain commits of one event, on one silo and on two that share a database; and what it costs to look for due
/// instants when a million are scheduled.
/// </summary>
internal static class EffectsBenchmark
{
    private const int Bulk = 100_000;
    private const int Lone = 100;
    private const int Scheduled = 1_000_000;
    private static readonly int Batch = new EffectClockOptions().EffectBatch;
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(4);
    private static readonly StreamKey Facets = new(StreamKey.NativeNamespace, "facet");
    private static readonly StreamKey Plain = new("bench", "plain");

    public static async Task RunAsync(Report report)
    {
        await using (var silo = await BenchSilo.StartAsync())
            await RunAsync(report, "embedded", [silo]);
        if (PrivateServer.Obstacle() is { } obstacle)
        {
            report.Note(obstacle);
            return;
        }

        await using var server = await PrivateServer.StartAsync();
        string[] Database(string schema) =>
            ["Store:Kind=PostgreSql", $"Store:ConnectionString={server.ConnectionString}", $"Store:Schema={schema}"];
        await using (var silo = await BenchSilo.StartAsync(Database("one")))
            await RunAsync(report, "PostgreSQL", [silo]);
        await using (var silo = await BenchSilo.StartAsync(Database("two")))
        await using (var other = await BenchSilo.StartAsync(Database("two")))
            await RunAsync(report, "PostgreSQL, two silos", [silo, other]);
        await LookAsync(report, server);
    }

    private static async Task RunAsync(Report report, string name, BenchSilo[] silos)
    {
        var store = silos[0].Store;
        var state = await StateAsync(silos[0]);
        await CommitPlainAsync(store, Bulk / 10);
        var plain = $"{name}: plain commits";
        report.Figure(plain, await CommitPlainAsync(store, Bulk), "commits/s", note: $"one event each, two batches of {Batch} under way");

        var lone = await RegisterAsync(store, state, Lone, spread: TimeSpan.FromSeconds(10));
        var late = (await PublishedAsync(store, lone)).Select(published => (published.Time - lone[published.Subject]).TotalMilliseconds).Order().ToArray();
        report.Figure($"{name}: lone instants late by, p50", late[Lone / 2], "ms");
        report.Figure("  p99", late[(Lone * 99) / 100], "ms", note: $"{Lone} within 10 s, {silos.Length} silo(s), until the time of the commit");

        await PublishedAsync(store, await RegisterAsync(store, state, Bulk / 10, spread: TimeSpan.Zero));
        var tried = Commits(silos);
        var bulk = await RegisterAsync(store, state, Bulk, spread: TimeSpan.Zero);
        var registered = Commits(silos) - tried;
        var last = (await PublishedAsync(store, bulk)).Max(published => published.Time);
        report.Figure($"{name}: instants at one midnight", Bulk / (last - bulk.Values.First()).TotalSeconds, "events/s", plain, $"{Bulk:#,0} objects");
        if (tried >= 0)
            report.Figure("  commits an instant", (Commits(silos) - tried - registered) / (double)Bulk, "commits", note: "above 1: the work of a silo that was not first");
    }

    private static long Commits(BenchSilo[] silos) =>
        silos.All(silo => silo.IsOnDatabase) ? silos.Sum(silo => silo.Database.Counters.Commits) : -1;

    /// <summary>Creates a facet and reads the state that the silo wrote for it.</summary>
    private static async Task<ImmutableArray<byte>> StateAsync(BenchSilo silo)
    {
        var key = new ObjectKey("facet", Guid.NewGuid());
        var request = new { uuid = key.Uuid, user_key = "facet", validity = new { from = "2020-01-01" } };
        var mutation = new Mutation
        {
            Kind = MutationKind.Create,
            Request = [.. JsonSerializer.SerializeToUtf8Bytes(request)],
            Actor = BenchSilo.Actor,
        };
        BenchSilo.Value(await silo.Grains.GetGrain<IObjectGrain>(key.ToString()).MutateAsync(mutation, CancellationToken.None));
        return (await silo.Store.ReadObjectsAsync([key], CancellationToken.None))[0]!.State;
    }

    private static async Task<double> CommitPlainAsync(IStore store, int events)
    {
        var watch = Stopwatch.StartNew();
        var left = events;
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Add(ref left, -Batch) >= 0)
                await Task.WhenAll(Enumerable.Range(0, Batch).Select(_ => store.CommitAsync(PlainCommit()).AsTask()));
        })));
        return events / watch.Elapsed.TotalSeconds;
    }

    private static Commit PlainCommit()
    {
        var subject = Guid.NewGuid().ToString("D");
        return new Commit
        {
            Id = Guid.NewGuid(),
            Events = [new EventDraft(Plain, Guid.NewGuid(), subject, EventRecord.DefaultPriority, subject)],
        };
    }

    /// <summary>
    /// Registers objects whose validity begins soon, at one instant or spread over a time. Returns the instants by subject.
    /// </summary>
    private static async Task<Dictionary<string, DateTimeOffset>> RegisterAsync(
        IStore store, ImmutableArray<byte> state, int objects, TimeSpan spread)
    {
        const int AtOnce = 500;
        // The instant leaves enough time to write all registrations before it.
        var begin = store.Now + Ahead + TimeSpan.FromMilliseconds(objects / 5);
        var keys = Enumerable.Range(0, objects)
            .Select(place => (Key: new ObjectKey("facet", Guid.NewGuid()), Due: begin + (spread * Random.Shared.NextDouble()))).ToArray();
        foreach (var some in keys.Chunk(AtOnce))
        {
            var result = await store.CommitAsync(new Commit
            {
                Id = Guid.NewGuid(),
                Registrations =
                [
                    .. some.Select(one => new RegistrationWrite
                    {
                        Object = one.Key,
                        Number = 1,
                        Actor = BenchSilo.Actor.Uuid,
                        Operation = MutationKind.Create,
                        State = state,
                        Presence = [],
                        Due = [one.Due],
                    }),
                ],
            });
            if (!result.Committed)
                throw new InvalidOperationException($"A registration was refused: {result.Refusal}");
        }

        return store.Now < begin
            ? keys.ToDictionary(one => one.Key.Uuid.ToString("D"), one => one.Due)
            : throw new InvalidOperationException("The machine is too busy: the objects were written only after their instant.");
    }

    /// <summary>Waits until the events of all instants are published, and returns them. Each must be published once.</summary>
    private static async Task<List<EventRecord>> PublishedAsync(IStore store, Dictionary<string, DateTimeOffset> due)
    {
        var published = new List<EventRecord>();
        for (var next = 1L; published.Count < due.Count;)
        {
            var page = await store.ReadEventsAsync(Facets, next, 10_000, CancellationToken.None);
            published.AddRange(page.Where(record => due.ContainsKey(record.Subject)));
            next = page.IsEmpty ? next : page[^1].Number + 1;
            if (page.IsEmpty)
                await Task.Delay(100);
        }

        return published.Select(record => record.Subject).Distinct().Count() == due.Count && published.Count == due.Count
            ? published
            : throw new InvalidOperationException("An instant was published twice.");
    }

    private static async Task LookAsync(Report report, PrivateServer server)
    {
        const int Looks = 1_000;
        var options = new PostgreSqlOptions { ConnectionString = server.ConnectionString, Schema = "looks" };
        await using var store = await PostgreSqlStore.OpenAsync(options, TimeProvider.System, null, CancellationToken.None);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await MeasureAsync("a look with nothing scheduled", null);
        await using (var fill = source.CreateCommand(
            $"INSERT INTO looks.due SELECT 'facet', gen_random_uuid(), $1 + i * 10000000::bigint FROM generate_series(1, {Scheduled}) i"))
        {
            fill.Parameters.AddWithValue((DateTimeOffset.UtcNow + TimeSpan.FromHours(1)).UtcTicks);
            await fill.ExecuteNonQueryAsync();
        }

        await MeasureAsync($"a look with {Scheduled:#,0} instants scheduled", "a look with nothing scheduled");

        async Task MeasureAsync(string name, string? peer)
        {
            for (var i = 0; i < Looks / 10; i++)
                await store.ReadDueAsync(null, store.Now + TimeSpan.FromSeconds(2), Batch, CancellationToken.None);
            var (cpu, watch) = (server.CpuTime(), Stopwatch.StartNew());
            for (var i = 0; i < Looks; i++)
                await store.ReadDueAsync(null, store.Now + TimeSpan.FromSeconds(2), Batch, CancellationToken.None);
            report.Figure(name, watch.Elapsed.TotalMilliseconds / Looks, "ms", peer, "one per second and silo");
            report.Figure("  processor time in PostgreSQL", (server.CpuTime() - cpu).TotalMicroseconds / Looks, "µs");
        }
    }
}
