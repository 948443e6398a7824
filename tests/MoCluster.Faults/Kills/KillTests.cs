using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.History.Workload;
using MoCluster.Stores.Sqlite;

namespace MoCluster.Faults.Kills;

/// <summary>
/// A silo over the embedded store. The test kills it at random moments while many clients work with it. What the clients saw must fit what the
/// store holds at the end (docs/guarantees.md §1).
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [MemberData(nameof(KillPlan.Rounds), MemberType = typeof(KillPlan))]
    public async Task Nothing_that_was_answered_is_lost_when_the_process_is_killed(int seed, int kills)
    {
        using var directory = new TemporaryDirectory();
        var random = new Random(seed);
        // The WAL is short, so that kills hit checkpoints. The tail is short too, so that the database is read while it grows.
        string[] settings = ["Triggers:Sample=true", "Sqlite:CheckpointPages=32", "Sqlite:TailEvents=500"];
        var run = await SiloRun.StartAsync(directory.Path, settings);
        try
        {
            var endpoints = new Endpoints(run.Address);
            await using var load = await LoadDriver.StartAsync(endpoints, new LoadOptions { Seed = seed, Vetoes = true });
            for (var kill = 0; kill < kills; kill++)
            {
                await load.AdvanceAsync(random.Next(1, 300), Patience);
                await Task.Delay(random.Next(0, 20), TestContext.Current.CancellationToken);
                await run.KillAsync();
                endpoints.Remove(run.Address);
                await run.DisposeAsync();
                run = await SiloRun.StartAsync(directory.Path, settings);
                endpoints.Add(run.Address);
            }

            await load.AdvanceAsync(100, Patience);
            await load.DrainAsync();
            Assert.Equal(0, (await run.StopAsync()).ExitCode);
            output.WriteLine($"seed {seed}, {kills} kills: {load.Counters}");

            await using var store = await SqliteStore.OpenAsync(
                new SqliteOptions { Directory = directory.Path }, TimeProvider.System, NullLogger.Instance, _ => { });
            var wrong = await load.JudgeAsync(stream => StoredEvents.ReadAsync(store, stream));
            Assert.True(wrong.Count == 0, $"{wrong.Count} promises were broken:\n{string.Join('\n', wrong.Take(10))}");
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(
                $"Seed {seed}, {kills} kills (MOCLUSTER_SEED={seed} ./mo test --only Faults --kills {kills}): {failure.Message}\n{run.Log}", failure);
        }
        finally
        {
            await run.DisposeAsync();
        }
    }
}
