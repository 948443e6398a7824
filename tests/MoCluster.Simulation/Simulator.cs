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
    /// <param name="isTold">Whether to keep the transcript.</param>
    public static RunResult Run(Plan plan, bool isTold = false)
    {
        using var world = new World.World(plan, isTold);
        var nemesis = new Nemesis(world, plan.Faults);
        try
        {
            world.Run.Run(() => LiveAsync(world, nemesis, plan));
            Ending.Record(world);
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
            [.. world.Record.Violations, .. Judge(() => [.. InsideRules.Check(world.Record), .. QueueRules.Check(world.Record), .. HistoryChecker.Check(history)])],
            world.Record.Story?.Lines ?? [],
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
        var side = new ClientSide(world);
        var declarer = new Declarer(side);
        await declarer.DeclareNamespaceAsync();
        var (publisher, mutator, keeper) = (new Publisher(side), new Mutator(side), new Keeper(side));
        await Task.WhenAll(
        [
            .. plan.Listeners.Select(declarer.RunAsync),
            .. plan.Consumers.Select(consumer => new Consumer(side, consumer).RunAsync()),
            .. plan.Publications.Select(publisher.RunAsync),
            .. plan.Changes.Select(mutator.RunAsync),
            .. plan.Entries.Select(keeper.RunAsync),
            .. plan.Moves.Select(keeper.RunAsync),
            .. plan.Pauses.Select(new Pauser(side).RunAsync),
        ]);
        nemesis.End();
        await new Drain(side).RunAsync();
    }
}
