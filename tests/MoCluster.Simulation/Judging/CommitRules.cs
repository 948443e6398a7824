using MoCluster.GrainInterfaces.Objects;
using MoCluster.History;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Judging;

/// <summary>Rules that need every commit of a run, not only what clients saw.</summary>
internal static class CommitRules
{
    /// <summary>Judges the commits of a run.</summary>
    public static IEnumerable<Violation> Check(RunRecord record)
    {
        foreach (var (client, commit, result, _, _) in record.Commits)
        {
            // A registration and its event are one commit, and a due instant is published once.
            foreach (var write in commit.Registrations)
            {
                var events = result.Events.Count(appended => appended.Event.Registration is { } spoken
                    && spoken.Object == write.Object && spoken.Number == write.Number);
                if (events != 1)
                {
                    yield return new Violation(
                        "mutations", $"{client} committed {write.Operation} #{write.Number} of {write.Object} with {events} events of it, not one");
                }
            }

            if (commit.Struck.Length > 0 && (commit.Struck.Length, result.Events.Length) is not (1, <= 1))
                yield return new Violation("effects", $"{client} struck {commit.Struck.Length} due instants with {result.Events.Length} events");
            if (commit.Registrations.Any(write => write.Note?.EndsWith(SimulatedTriggers.VetoEnding, StringComparison.Ordinal) == true
                && write.Operation is MutationKind.Create or MutationKind.Edit))
            {
                yield return new Violation("triggers", $"{client} committed {commit.Registrations[0].Note}, which a before trigger refuses");
            }
        }
    }
}
