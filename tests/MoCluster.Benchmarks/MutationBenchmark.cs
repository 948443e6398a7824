using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Benchmarks;

/// <summary>Org units created, each passing one before trigger, by many callers.</summary>
internal static class MutationBenchmark
{
    private const int Callers = 256;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(Report report)
    {
        await using var silo = await BenchSilo.StartAsync("Triggers:Sample=true");
        var type = await PrepareAsync(silo);
        await CreateAsync(silo, type, TimeSpan.FromSeconds(2));

        var before = silo.Journal.Counters;
        var rate = await CreateAsync(silo, type, Duration);
        var after = silo.Journal.Counters;
        report.Figure("mutations with one before trigger", rate, "mutations/s", "one event a flush", $"{Callers} callers, org units");
        report.Figure("commits a group, mutations", (after.Commits - before.Commits) / (double)(after.Groups - before.Groups), "commits");
    }

    /// <summary>Makes what org units need.</summary>
    /// <returns>The class that is their type.</returns>
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
    /// <returns>How many a second.</returns>
    public static async Task<double> CreateAsync(BenchSilo silo, Guid type, TimeSpan duration)
    {
        var made = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < duration)
            {
                var uuid = Guid.NewGuid();
                await MutateAsync(silo, "org_unit", uuid, new { uuid, name = "Unit", org_unit_type = type, validity = new { from = "2021-01-01" } });
                Interlocked.Increment(ref made);
            }
        })));
        return made / watch.Elapsed.TotalSeconds;
    }

    private static async Task MutateAsync(BenchSilo silo, string type, Guid uuid, object request)
    {
        var mutation = new Mutation
        {
            Kind = MutationKind.Create,
            Request = ImmutableArray.Create(JsonSerializer.SerializeToUtf8Bytes(request)),
            Actor = BenchSilo.Actor,
        };
        BenchSilo.Value(await silo.Node.Grains.GetGrain<IObjectGrain>(new ObjectKey(type, uuid).ToString()).MutateAsync(mutation, CancellationToken.None));
    }
}
