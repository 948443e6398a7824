using MoCluster.History;
using MoCluster.Simulation.Clients;
using MoCluster.Simulation.Faults;
using MoCluster.Simulation.Judging;
using MoCluster.Simulation.Plans;
using MoCluster.Simulator.Scheduling;

namespace MoCluster.Simulation;

/// <summary>Runs a plan and judges it.</summary>
internal static class Simulator
{
    /// <summary>Runs a plan, on this thread.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="keepTranscript">Whether to keep the transcript.</param>
    public static RunResult Run(Plan plan, bool keepTranscript = false)
    {
        using var world = new World.World(plan, keepTranscript);
        var nemesis = new Nemesis(world, plan.Faults);
        try
        {
            world.Run.Run(() => LiveAsync(world, nemesis, plan));
            FinalState.Record(world);
        }
        catch (SeededRunException stuck)
        {
            world.Record.Violate("run", stuck.ToString());
        }
        catch (Exception escaped)
        {
            world.Record.Violate("simulator", escaped.ToString());
        }

        var history = world.Record.History;
        return new RunResult(
            [.. world.Record.Violations, .. Judge(() => [.. CommitRules.Check(world.Record), .. QueueRules.Check(world.Record), .. DeliveryRules.Check(world.Record, plan, world.Removed), .. HistoryChecker.Check(history)])],
            world.Record.Transcript?.Lines ?? [],
            HistorySummary.Of(history),
            world.Run.Steps,
            nemesis.Happened);
    }

    /// <summary>A rule that throws counts as a violation of its seed.</summary>
    private static IReadOnlyList<Violation> Judge(Func<IReadOnlyList<Violation>> judge)
    {
        try
        {
            return judge();
        }
        catch (Exception failure)
        {
            return [new Violation("judge", failure.ToString())];
        }
    }

    private static async Task LiveAsync(World.World world, Nemesis nemesis, Plan plan)
    {
        var shared = new SharedClientState(world);
        var declarer = new DeclarationClient(shared);
        await declarer.DeclareNamespaceAsync();
        var (publisher, mutator, operatorClient) = (new PublisherClient(shared), new MutationClient(shared), new OperatorClient(shared));
        await Task.WhenAll(
        [
            .. plan.Listeners.Select(declarer.RunAsync),
            .. plan.Consumers.Select(consumer => new ConsumerClient(shared, consumer).RunAsync()),
            .. plan.Publications.Select(publisher.RunAsync),
            .. plan.Changes.Select(mutator.RunAsync),
            .. plan.Entries.Select(operatorClient.RunAsync),
            .. plan.Moves.Select(operatorClient.RunAsync),
            .. plan.Pauses.Select(new PauseClient(shared).RunAsync),
            .. plan.Deliveries.Select(new DeliveryClient(shared).RunAsync),
        ]);
        nemesis.End();
        await new Drain(shared).RunAsync();
    }
}
