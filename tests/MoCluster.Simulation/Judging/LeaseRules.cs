using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Storage;
using MoCluster.History;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Judging;

/// <summary>
/// What the lease records of a run say one after the other: no subject is given to somebody while its lease stands, extended or not; an
/// event that comes again has one attempt more and waited out its back-off, whoever held it and whatever died between; a newer one begins
/// anew.
/// </summary>
internal static class LeaseRules
{
    /// <summary>Judges the hand-outs of a run.</summary>
    public static IEnumerable<Violation> Check(RunRecord record)
    {
        var told = ToldWhen(record.History);
        var standing = new Dictionary<(Guid Listener, string Subject), Hand>();
        var listeners = new Dictionary<Guid, ListenerDefinition>();
        var newest = new Dictionary<(StreamKey Stream, string Subject), long>();
        var last = new Dictionary<(Guid Listener, string Subject), LeasedEntry>();
        foreach (var (client, commit, result) in record.Commits)
        {
            foreach (var put in commit.Definitions.OfType<DefinitionWrite.PutListener>())
                listeners[put.Listener.Uuid] = put.Listener;
            foreach (var (stream, appended) in result.Events)
                newest[(stream, appended.Subject)] = appended.Number;
            foreach (var deleted in commit.Definitions.OfType<DefinitionWrite.DeleteListener>())
            {
                foreach (var subject in standing.Keys.Where(subject => subject.Listener == deleted.Uuid).ToArray())
                    standing.Remove(subject);
            }

            foreach (var group in commit.Groups)
                Change(standing, group);
            foreach (var (group, lease) in commit.Groups.SelectMany(group => group.Leases.Select(lease => (group.Group, lease))))
            {
                foreach (var (index, entry) in lease.Entries.Index())
                {
                    if (standing.TryGetValue((lease.Listener, entry.Subject), out var hand)
                        && entry.Until - listeners[lease.Listener].Policy.Lease < hand.Until)
                    {
                        yield return new Violation(
                            "lease", $"{client} handed out {entry.Subject} of {StoryText.Of(lease.Listener)} while the lease {hand.Generation} of it stands until {hand.Until:O}");
                    }

                    standing[(lease.Listener, entry.Subject)] = new Hand(group, lease.Generation, index, entry.Until);
                    var before = last.GetValueOrDefault((lease.Listener, entry.Subject));
                    last[(lease.Listener, entry.Subject)] = entry;
                    var listener = listeners[lease.Listener];

                    // What is newer and perhaps not read again yet has voided attempts and back-off.
                    if (!told.Contains(lease.Listener) && newest[(listener.Stream, entry.Subject)] == entry.Numbers[^1] && Wrong(before, entry, listener.Policy) is { } wrong)
                        yield return new Violation("redelivery", $"{client} handed out {entry.Subject}#{entry.Numbers[^1]} of {StoryText.Of(lease.Listener)} {wrong}");
                }
            }
        }
    }

    /// <summary>The listeners that were told when to deliver again, or what to set aside: the schedule does not hold for them.</summary>
    private static HashSet<Guid> ToldWhen(History.History history)
    {
        var told = new HashSet<Guid>();
        foreach (var operation in history.Operations)
        {
            if (operation is Revive revive)
                told.Add(revive.Listener);
            else if (operation is Settle { Settlement: not Settlement.Acknowledge } settle && Token.TryParse(settle.Tokens[0], out var token))
                told.Add(token.Listener);
        }

        return told;
    }

    private static void Change(
        Dictionary<(Guid Listener, string Subject), Hand> standing, GroupWrite group)
    {
        foreach (var (subject, hand) in standing.ToArray())
        {
            if (hand.Group != group.Group)
                continue;
            if (group.LeasesDropped.Contains(hand.Generation))
                standing.Remove(subject);
            foreach (var change in group.LeaseChanges)
            {
                if (change.Generation != hand.Generation || change.Index != hand.Index)
                    continue;
                if (change.Ended)
                    standing.Remove(subject);
                else
                    standing[subject] = hand with { Until = change.Until ?? hand.Until };
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

    /// <summary>A lease that stands.</summary>
    private sealed record Hand(Guid Group, Generation Generation, int Index, DateTimeOffset Until);
}
