using MoCluster.Faults.Kills;
using MoCluster.History.Workload;

namespace MoCluster.Faults.PostgreSql;

/// <summary>
/// A silo on PostgreSQL. The test kills the silo and the database server in turn, at random moments, while many clients work with the silo.
/// What the clients saw must fit what the database holds at the end (docs/guarantees.md §1).
/// </summary>
public sealed class DatabaseKillTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Theory]
    [MemberData(nameof(KillPlan.Rounds), MemberType = typeof(KillPlan))]
    public async Task Nothing_that_was_answered_is_lost_when_process_and_server_are_killed_in_turn(int seed, int kills)
    {
        var random = new Random(seed);
        await using var run = await DatabaseRun.StartAsync();
        string[] settings = [.. run.Settings(), "Triggers:Sample=true"];
        try
        {
            var silo = await run.StartSiloAsync(settings);
            await using var load = await LoadDriver.StartAsync(run.Endpoints, new LoadOptions { Seed = seed, Vetoes = true });
            for (var kill = 0; kill < kills; kill++)
            {
                await load.AdvanceAsync(random.Next(1, 300), Patience);
                await Task.Delay(random.Next(0, 20), TestContext.Current.CancellationToken);
                if (kill % 2 == 0)
                {
                    await run.KillAsync(silo);
                    silo = await run.StartSiloAsync(settings);
                }
                else
                {
                    await run.Server.KillAsync();
                    await run.Server.RestartAsync();
                }
            }

            await load.AdvanceAsync(100, Patience);
            await load.DrainAsync();
            await run.StopAsync(silo);
            output.WriteLine($"seed {seed}, {kills} kills: {load.Counters}");
            await run.JudgeAsync(load);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(
                $"Seed {seed}, {kills} kills (MOCLUSTER_SEED={seed} ./mo test --only Faults --kills {kills}): {failure.Message}\n{run.Log}", failure);
        }
    }

    [Fact]
    public async Task A_silo_that_starts_before_its_database_waits_for_it()
    {
        await using var run = await DatabaseRun.StartAsync();
        await run.Server.KillAsync();
        var starting = run.StartSiloAsync([.. run.Settings(), "PostgreSql:GiveUpAfter=00:01:00"]);
        await run.Server.RestartAsync();
        await run.StopAsync(await starting);
    }
}
