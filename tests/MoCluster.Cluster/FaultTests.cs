using System.Diagnostics;
using System.Text.RegularExpressions;
using MoCluster.Cluster.Hosting;
using MoCluster.History.Workload;
using MoCluster.Silo.Hosting;

namespace MoCluster.Cluster;

/// <summary>
/// Clients work with a cluster of real processes. Meanwhile the tests kill, freeze and replace its silos, and restart its database. What the
/// clients saw must fit what the database holds at the end (docs/guarantees.md §1).
/// </summary>
public sealed partial class FaultTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public Task Silos_are_killed_and_others_take_their_place() => RunAsync(3, seed => new LoadOptions { Seed = seed, Vetoes = true }, async (cluster, load, random) =>
    {
        for (var kill = 0; kill < 4; kill++)
        {
            await load.AdvanceAsync(random.Next(100, 300), Patience);
            await cluster.KillAsync(cluster.Silos[random.Next(cluster.Silos.Count)]);
            await load.AdvanceAsync(random.Next(1, 200), Patience);
            await cluster.AddAsync();
        }
    });

    [Fact]
    public Task All_silos_are_killed_at_once_and_a_new_cluster_takes_over() => RunAsync(2, seed => new LoadOptions { Seed = seed }, async (cluster, load, random) =>
    {
        await load.AdvanceAsync(random.Next(100, 300), Patience);
        await Task.WhenAll(cluster.Silos.ToArray().Select(cluster.KillAsync));

        // No silo is left to declare them dead. The first new silo finds that they have been silent for three alive intervals.
        var killed = Stopwatch.GetTimestamp();
        await Task.WhenAll(cluster.AddAsync(), cluster.AddAsync());
        var started = Stopwatch.GetElapsedTime(killed);
        await load.AdvanceAsync(100, Patience);
        output.WriteLine($"all killed; two serve again after {started.TotalSeconds:F1} s; {load.Counters}");
    }, settings: "Cluster:AliveInterval=00:00:02");

    [Fact]
    public Task A_silo_that_hung_and_wakes_does_no_harm() => RunAsync(3, seed => new LoadOptions { Seed = seed }, async (cluster, load, random) =>
    {
        await load.AdvanceAsync(300, Patience);
        var hung = cluster.Silos[random.Next(cluster.Silos.Count)];
        await SiloCluster.SignalAsync(hung, "STOP");
        cluster.Forget(hung);
        await cluster.AddAsync();

        // Once the others have declared it dead, they take over its work and answer the requests that needed it.
        for (var hanging = Stopwatch.GetTimestamp(); !cluster.Silos.Any(silo => SessionsEnded().IsMatch(silo.Log));)
        {
            Assert.True(Stopwatch.GetElapsedTime(hanging) < Patience, "No other silo declared the hung silo dead in time.");
            await load.AdvanceAsync(1, Patience);
        }

        await load.AdvanceAsync(300, Patience);
        await SiloCluster.SignalAsync(hung, "CONT");
        await load.AdvanceAsync(300, Patience);

        // It finds that the others have declared it dead, and ends. The service manager starts another one.
        Assert.Equal(ProcessEnd.Failed, await hung.EndedAsync());
        Assert.Contains(hung.Log.Split('\n'), line => line.Contains("crit: MoCluster.Silo[9] Orleans cannot continue, so the process ends: ", StringComparison.Ordinal));

        // The log reports a fault in single lines, without stack traces.
        var pages = cluster.Silos.Append(hung).SelectMany(silo => silo.Log.Split('\n')).Where(line => line.Contains("   at ", StringComparison.Ordinal));
        Assert.Equal("", string.Join('\n', pages));
    });

    [Fact]
    public Task The_database_is_restarted_while_silos_run() => RunAsync(2, seed => new LoadOptions { Seed = seed }, async (cluster, load, random) =>
    {
        for (var restart = 0; restart < 2; restart++)
        {
            await load.AdvanceAsync(random.Next(100, 300), Patience);
            var server = await Database.ServerAsync();
            await server.KillAsync();
            await server.RestartAsync();
            await load.AdvanceAsync(200, Patience);
        }

        Assert.All(cluster.Silos, silo => Assert.True(silo.IsRunning, "A silo ended when the database was restarted."));
    });

    [Fact]
    public Task All_silos_are_replaced_one_by_one_and_no_request_fails() => ReplaceAsync(null);

    /// <summary>A rolling upgrade, and back again: <c>MOCLUSTER_SILO_BEFORE</c> names the <c>MoCluster.Silo.dll</c> of another build.</summary>
    [Fact(Explicit = true)]
    public async Task Silos_of_another_build_are_replaced_one_by_one_and_no_request_fails()
    {
        if (Environment.GetEnvironmentVariable("MOCLUSTER_SILO_BEFORE") is not { Length: > 0 } before)
            Assert.Skip("MOCLUSTER_SILO_BEFORE does not name another build's MoCluster.Silo.dll.");
        else
            await ReplaceAsync(before);
    }

    /// <summary>
    /// Replaces all silos by silos of the tests' build. Where the builds differ but not their schemas, it also replaces one silo by one of the
    /// other build.
    /// </summary>
    private Task ReplaceAsync(string? before) => RunAsync(
        2,
        seed => new LoadOptions { Seed = seed, CutShare = 0, KeyedShare = 1 },
        async (cluster, load, _) =>
        {
            var longest = TimeSpan.Zero;
            var version = await cluster.VersionAsync();
            foreach (var old in cluster.Silos.ToArray())
            {
                await load.AdvanceAsync(200, Patience);
                await cluster.AddAsync();
                var (exitCode, took) = await cluster.DrainAsync(old);
                output.WriteLine($"drained in {took.TotalSeconds:F1} s; {load.Counters}");
                Assert.Equal(0, exitCode);
                longest = took > longest ? took : longest;
            }

            await load.AdvanceAsync(300, Patience);
            output.WriteLine($"the schema was at version {version} and is at {await cluster.VersionAsync()}");

            // A silo does not start over a schema that is newer than it, so there is no way back from a migration.
            if (before is not null && await cluster.VersionAsync() == version)
            {
                await cluster.AddAsync(before);
                await load.AdvanceAsync(300, Patience);
                await cluster.DrainAsync(cluster.Silos[0]);
                await load.AdvanceAsync(300, Patience);
            }

            // By themselves, clients only repeat a request under the same key, when the answer is «not now» or the outcome is unknown. Any other
            // answer surprises the load, and its judgement reports that. An outcome is unknown only where the machine is so busy that a silo
            // does not hand over its grains in time.
            Assert.True(
                load.Counters.Unknown == 0 || longest > StopTimes.Engine,
                $"{load.Counters.Unknown} outcomes are unknown though silos stopped within {longest}:\n{string.Join('\n', load.Unknowns)}");
        },
        before);

    private async Task RunAsync(
        int silos, Func<int, LoadOptions> options, Func<SiloCluster, LoadDriver, Random, Task> scenario, string? build = null, params string[] settings)
    {
        var seed = Seed();
        await using var cluster = await SiloCluster.StartBuildAsync(build, silos, settings);
        try
        {
            await using var load = await LoadDriver.StartAsync(cluster.Endpoints, options(seed));
            await scenario(cluster, load, new Random(seed));
            await load.DrainAsync();
            output.WriteLine($"seed {seed}: {load.Counters}");
            var broken = await cluster.JudgeAsync(load);
            Assert.True(broken.Count == 0, $"{broken.Count} promises were broken, the first of them:\n{string.Join('\n', broken.Take(10))}");
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"MOCLUSTER_SEED={seed}: {failure.Message}\n{cluster.Logs()}", failure);
        }
    }

    /// <summary>The log line that shows that the other silos freed the dead silo's locks, and not a timeout.</summary>
    [GeneratedRegex("is dead; [1-9][0-9]* of its database sessions were ended")]
    private static partial Regex SessionsEnded();

    private static int Seed() =>
        int.TryParse(Environment.GetEnvironmentVariable("MOCLUSTER_SEED"), out var seed) ? seed : Random.Shared.Next(1, 1_000_000);
}
