using System.Globalization;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;
using MoCluster.Tests.Triggers.Http;

namespace MoCluster.Faults.Deliveries;

/// <summary>A silo over the embedded store is killed between commits and the calls of their after triggers (docs/guarantees.md §1).</summary>
[Collection(nameof(AloneCollection))]
public sealed class DeliveryKillTests(ITestOutputHelper output)
{
    private const int Kills = 3;

    [Fact]
    public async Task Every_call_of_a_confirmed_mutation_arrives_though_the_process_is_killed()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MOCLUSTER_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next(1, 1_000_000);
        var random = new Random(seed);
        using var directory = new TemporaryDirectory();
        await using var endpoint = await EndpointStub.StartAsync(TriggeredLoad.Triggers);
        string[] settings = [$"HttpTriggers:Endpoints={endpoint.Address}", "HttpTriggers:FirstBackOff=00:00:00.05", "HttpTriggers:BreakFor=00:00:00.5"];
        var run = await SiloRun.StartAsync(directory.Path, settings);
        try
        {
            await run.Http.AskAsync("mutation { triggers_refresh { triggers } }");
            var silos = new Endpoints(run.Address);
            await using var load = await TriggeredLoad.StartAsync(endpoint, silos, await run.Http.CreateUnitTypeAsync(), seed);
            for (var kill = 0; kill < Kills; kill++)
            {
                await load.AdvanceAsync(random.Next(1, 200));

                // In every other life nothing is answered any more, so that what is committed from here on was surely not delivered.
                if (kill % 2 == 0)
                    load.Hold();
                await load.AdvanceAsync(random.Next(1, 100));
                silos.Remove(run.Address);
                await run.KillAsync();
                load.Release();
                await run.DisposeAsync();
                run = await SiloRun.StartAsync(directory.Path, settings);
                silos.Add(run.Address);
            }

            await load.AdvanceAsync(50);
            var wrong = await load.JudgeAsync();
            output.WriteLine($"seed {seed}, {Kills} kills: {load}");
            Assert.True(wrong.Count == 0, $"{wrong.Count} promises were broken:\n{string.Join('\n', wrong.Take(10))}");
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Seed {seed} (MOCLUSTER_SEED={seed} ./mo test --only Faults): {failure.Message}\n{run.Log}", failure);
        }
        finally
        {
            await run.DisposeAsync();
        }
    }
}
