using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Benchmarks;

/// <summary>Measures how fast many callers create org units, with one before trigger for each: with random uuids, and with uuids that ascend with the time.</summary>
internal static class MutationBenchmark
{
    private const int Callers = 256;
    private static int _names;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(Report report)
    {
        await using var silo = await BenchSilo.StartAsync("Triggers:Sample=true");
        var type = await PrepareAsync(silo);
        await CreateAsync(silo, type, TimeSpan.FromSeconds(5));
        foreach (var round in new[] { 1, 2, 3 })
        {
            await MeasureAsync(report, silo, type, $"mutations with one before trigger, random uuids, {round}", Guid.NewGuid);
            await MeasureAsync(report, silo, type, $"mutations with one before trigger, ascending uuids, {round}", Guid.CreateVersion7);
        }
    }

    private static async Task MeasureAsync(Report report, BenchSilo silo, Guid type, string name, Func<Guid> next)
    {
        var before = silo.Counts;
        var (rate, _) = await CreateAsync(silo, type, Duration, next);
        var done = silo.Counts.Since(before);
        report.Figure(name, rate, "mutations/s", "one event a flush", $"{Callers} callers, org units; {done.Commits / done.Batches} commits a batch");
    }

    /// <summary>Creates the facet and class that org units need.</summary>
    /// <returns>The uuid of the class, which is the type of the org units.</returns>
    public static async Task<Guid> PrepareAsync(BenchSilo silo)
    {
        var facet = Guid.NewGuid();
        var type = Guid.NewGuid();
        var validity = new { from = "2020-01-01" };
        await MutateAsync(silo, "facet", facet, new { uuid = facet, user_key = "org_unit_type", validity });
        await MutateAsync(silo, "class", type, new { uuid = type, user_key = "unit", name = "Unit", facet_uuid = facet, validity });
        return type;
    }

    /// <summary>Creates org units for a while.</summary>
    /// <returns>The rate per second, and the org units.</returns>
    public static async Task<(double Rate, IReadOnlyList<Guid> Units)> CreateAsync(
        BenchSilo silo, Guid type, TimeSpan duration, Func<Guid>? next = null)
    {
        var made = new ConcurrentQueue<Guid>();
        var rate = await RunAsync(duration, async _ =>
        {
            var uuid = (next ?? Guid.NewGuid)();
            await MutateAsync(silo, "org_unit", uuid, new { uuid, name = "Unit", org_unit_type = type, validity = new { from = "2021-01-01" } });
            made.Enqueue(uuid);
        });
        return (rate, [.. made]);
    }

    /// <summary>Renames org units for a while. Each caller renames org units of its own in turn.</summary>
    /// <returns>The rate per second, and the org units.</returns>
    public static async Task<(double Rate, IReadOnlyList<Guid> Units)> EditAsync(
        BenchSilo silo, Guid type, IReadOnlyList<Guid> units, TimeSpan duration)
    {
        var next = new int[Callers];
        var rate = await RunAsync(duration, caller =>
        {
            var uuid = units[((next[caller]++ * Callers) + caller) % (units.Count / Callers * Callers)];
            var name = $"Unit {Interlocked.Increment(ref _names)}";
            return MutateAsync(silo, "org_unit", uuid, new { uuid, name, org_unit_type = type, validity = new { from = "2021-01-01" } }, MutationKind.Edit);
        });
        return (rate, units);
    }

    /// <summary>Lets callers mutate one after the other for a while.</summary>
    /// <returns>The rate per second.</returns>
    public static async Task<double> RunAsync(TimeSpan duration, Func<int, Task> mutate, int callers = Callers)
    {
        var done = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            while (watch.Elapsed < duration)
            {
                await mutate(caller);
                Interlocked.Increment(ref done);
            }
        })));
        return done / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Makes a mutation, which must succeed.</summary>
    public static async Task MutateAsync(BenchSilo silo, string type, Guid uuid, object request, MutationKind kind = MutationKind.Create)
    {
        var mutation = new Mutation
        {
            Kind = kind,
            Request = ImmutableArray.Create(JsonSerializer.SerializeToUtf8Bytes(request)),
            Actor = BenchSilo.Actor,
        };
        BenchSilo.Value(await silo.Grains.GetGrain<IObjectGrain>(new ObjectKey(type, uuid).ToString()).MutateAsync(mutation, CancellationToken.None));
    }
}
