using System.Globalization;
using MoCluster.Cluster.Hosting;
using MoCluster.Faults.Deliveries;
using MoCluster.Tests.Api.Fixtures;
using MoCluster.Tests.Triggers.Http;

namespace MoCluster.Cluster.Triggers;

/// <summary>Silos are killed between commits and the calls of their after triggers, which the others or new ones then make (docs/guarantees.md §1).</summary>
public sealed class DeliveryFaultTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_call_of_a_confirmed_mutation_arrives_though_silos_are_killed()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MOCLUSTER_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next(1, 1_000_000);
        var random = new Random(seed);
        await using var endpoint = await EndpointStub.StartAsync(TriggeredLoad.Triggers);
        await using var cluster = await SiloCluster.StartAsync(
            2, $"HttpTriggers:Endpoints={endpoint.Address}", "HttpTriggers:FollowerLease=00:00:02", "HttpTriggers:FirstBackOff=00:00:00.05",
            "HttpTriggers:BreakFor=00:00:00.5", "Cluster:AliveInterval=00:00:01");
        try
        {
            await cluster.Silos[0].Http.AskAsync("mutation { triggers_refresh { triggers } }");
            var type = await cluster.Silos[0].Http.CreateUnitTypeAsync();
            await using var load = await TriggeredLoad.StartAsync(endpoint, cluster.Endpoints, type, seed);
            await KillOneAsync();

            // The other one goes on, until it is killed too and new ones take over.
            await KillOneAsync();
            await Task.WhenAll(cluster.AddAsync(), cluster.AddAsync());
            await load.AdvanceAsync(50);
            var wrong = await load.JudgeAsync();
            output.WriteLine($"seed {seed}: {load}");
            Assert.True(wrong.Count == 0, $"{wrong.Count} promises were broken:\n{string.Join('\n', wrong.Take(10))}");

            async Task KillOneAsync()
            {
                await load.AdvanceAsync(random.Next(1, 100));

                // Nothing is answered any more, so what is committed from here on was surely not delivered.
                load.Hold();
                await load.AdvanceAsync(random.Next(1, 50));
                await cluster.KillAsync(cluster.Silos[random.Next(cluster.Silos.Count)]);
                load.Release();
            }
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(
                $"Seed {seed} (MOCLUSTER_SEED={seed} ./mo test --only Cluster): {failure.Message}\n{cluster.Logs()}", failure);
        }
    }
}
