using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Storage;
using MoCluster.History;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Judging;

/// <summary>
/// What the lease records of a run say one after the other: an event that comes again has one attempt more and waited out its back-off,
/// whoever held it and whatever died between; a newer one begins anew.
/// </summary>
internal static class LeaseRules
{
    /// <summary>Judges the hand-outs of a run.</summary>
    public static IEnumerable<Violation> Check(RunRecord record)
    {
        if (record.History.Operations.Any(operation => operation is Revive or Settle { Settlement: not Settlement.Acknowledge }))
            yield break;
        var listeners = new Dictionary<Guid, ListenerDefinition>();
        var newest = new Dictionary<(StreamKey Stream, string Subject), long>();
        var last = new Dictionary<(Guid Listener, string Subject), LeasedEntry>();
        foreach (var (client, commit, result) in record.Commits)
        {
            foreach (var put in commit.Definitions.OfType<DefinitionWrite.PutListener>())
                listeners[put.Listener.Uuid] = put.Listener;
            foreach (var (stream, appended) in result.Events)
                newest[(stream, appended.Subject)] = appended.Number;
            foreach (var lease in commit.Groups.SelectMany(group => group.Leases))
            {
                foreach (var entry in lease.Entries)
                {
                    var before = last.GetValueOrDefault((lease.Listener, entry.Subject));
                    last[(lease.Listener, entry.Subject)] = entry;
                    var listener = listeners[lease.Listener];

                    // What is newer and perhaps not read again yet has voided attempts and back-off.
                    if (newest[(listener.Stream, entry.Subject)] == entry.Numbers[^1] && Wrong(before, entry, listener.Policy) is { } wrong)
                        yield return new Violation("redelivery", $"{client} handed out {entry.Subject}#{entry.Numbers[^1]} of {StoryText.Of(lease.Listener)} {wrong}");
                }
            }
        }
    }

    private static string? Wrong(LeasedEntry? before, LeasedEntry entry, ListenerPolicy policy)
    {
        if (before is null || before.Numbers[^1] < entry.Numbers[^1])
            return entry.Attempts == 1 ? null : $"as attempt {entry.Attempts}, though it is new";
        if (before.Numbers[^1] > entry.Numbers[^1])
            return $"after #{before.Numbers[^1]}, which is newer";
        if (entry.Attempts != before.Attempts + 1)
            return $"as attempt {entry.Attempts} after attempt {before.Attempts}";
        var due = RetrySchedule.NotBefore(before.Until, before.Attempts, policy);
        return entry.Until - policy.Lease < due ? $"at {entry.Until - policy.Lease:O}, before its back-off ends at {due:O}" : null;
    }
}
