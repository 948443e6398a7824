using MoCluster.History.Workload;

namespace MoCluster.Faults.PostgreSql;

/// <summary>
/// Two silos use one database, and each is a cluster of its own. Neither knows of the other, so each believes that it owns every grain.
/// Only the database keeps them apart, by versions and epochs (docs/architecture.md §4).
/// </summary>
public sealed class TwoOwnersTests(ITestOutputHelper output)
{
    /// <summary>
    /// How soon the other silo must go on when one freezes: the timeouts below, a client's patience, and a margin for a slow machine.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] Timeouts = ["PostgreSql:IdleInTransactionTimeout=00:00:01", "PostgreSql:LockTimeout=00:00:03"];

    [Fact]
    public async Task Two_silos_write_the_same_streams_and_one_freezes_meanwhile()
    {
        var seed = Random.Shared.Next(1, 1_000_000);
        var random = new Random(seed);
        await using var run = await DatabaseRun.StartAsync();
        string[] settings = [.. run.Settings(), .. Timeouts];
        try
        {
            var silos = new[] { await run.StartSiloAsync(settings), await run.StartSiloAsync(settings) };
            var options = new LoadOptions { Seed = seed, Timeout = TimeSpan.FromSeconds(5) };
            await using var load = await LoadDriver.StartAsync(run.Endpoints, options);
            for (var freeze = 0; freeze < 4; freeze++)
            {
                await load.AdvanceAsync(random.Next(100, 400), Patience);
                await run.FreezeAsync(silos[freeze % 2]);

                // More requests than can have been on their way. The other silo answers them, whatever the frozen one has locked.
                await load.AdvanceAsync(200, Patience);
                await run.ThawAsync(silos[freeze % 2]);
            }

            await load.AdvanceAsync(200, Patience);
            await load.DrainAsync();
            foreach (var silo in silos)
                await run.StopAsync(silo);
            output.WriteLine($"seed {seed}: {load.Counters}");
            await run.JudgeAsync(load);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Seed {seed}: {failure.Message}\n{run.Log}", failure);
        }
    }
}
