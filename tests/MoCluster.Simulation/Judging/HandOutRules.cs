using MoCluster.Grains.Listeners;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.History;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Judging;

/// <summary>
/// An event that is handed out is open, complete and targeted at its listener. Neither its subject nor one of its keys is leased elsewhere
/// in the group. No more are leased than the listener and the fetch allow. An event that comes again has one attempt more, has waited for
/// its back-off and is not parked, whoever leased it and whatever died in between, unless it is newer.
/// </summary>
internal static class HandOutRules
{
    /// <summary>Judges the hand-outs of a commit.</summary>
    public static IEnumerable<Violation> Check(Decision decision)
    {
        if (decision.Write.Leases.IsEmpty)
            return [];
        var violations = new List<Violation>();
        var keys = new Dictionary<string, string>();
        foreach (var record in decision.Write.Leases)
        {
            if (!decision.Group.Listeners.TryGetValue(record.Listener, out var listener))
                continue;
            foreach (var number in record.Entries.SelectMany(entry => entry.Numbers).Where(number => !listener.Named.Contains(number)))
                listener.HasRead(number);
        }

        foreach (var record in decision.Write.Leases)
        {
            if (!decision.Group.Listeners.TryGetValue(record.Listener, out var listener))
                continue;
            var decided = record.Entries[0].Until - listener.Definition.Policy.Lease;
            if (record.Position != listener.Position)
                violations.Add(new Violation("position", $"{decision.Of(listener)} hands out at position {record.Position} instead of {listener.Position}"));
            if (decision.Requests.IsPaused(record.Listener, decision.Moment))
                violations.Add(new Violation("pause", $"{decision.Of(listener)} hands out though it is paused"));
            foreach (var entry in record.Entries)
            {
                violations.AddRange(Wrong(decision, listener, entry, decided)
                    .Concat(Excluded(decision, listener, entry, decided, keys))
                    .Select(wrong => new Violation(wrong.Rule, $"{decision.Of(listener)} hands out {entry.Subject}({string.Join(' ', entry.Numbers)}) {wrong.Story}")));
            }

            if (InFlight(decision, record, listener, decided) is { } many)
                violations.Add(many);
        }

        foreach (var records in decision.Write.Leases.GroupBy(record => record.Listener))
        {
            if (decision.Group.Listeners.TryGetValue(records.Key, out var listener))
                violations.AddRange(OrderRules.Check(decision, listener, [.. records.SelectMany(record => record.Entries)]));
        }

        return violations;
    }

    private static IEnumerable<(string Rule, string Story)> Wrong(Decision decision, DurableListener listener, LeasedEntry entry, DateTimeOffset decided)
    {
        var open = listener.OpenOf(entry.Subject);
        foreach (var number in entry.Numbers.Where(number => !open.Contains(number)))
        {
            yield return listener.IsFor(listener.Event(number).Target)
                ? ("settled", $"though #{number} is settled")
                : ("target", $"though #{number} speaks to {listener.Event(number).Target}");
        }

        foreach (var number in open.Where(number => number < entry.Numbers[^1] && listener.IsRead(number)))
        {
            if (!entry.Numbers.Contains(number) && !listener.IsSupersedable(number))
                yield return ("settlement", $"without #{number}, which is open too");
        }

        var policy = listener.Definition.Policy;
        var (latest, attempts, due, parked) = Before(listener, entry.Subject);
        if (entry.Numbers[^1] > latest)
            (attempts, due, parked) = (0, null, false);
        if (entry.Attempts != attempts + 1)
            yield return ("redelivery", $"as attempt {entry.Attempts} after attempt {attempts}");
        if (due > decided)
            yield return ("redelivery", $"at {decided:O}, before its delay ends at {due:O}");
        if (parked)
            yield return ("parked", "though it is set aside");
        if (policy.MaxAttempts > 0 && entry.Attempts > policy.MaxAttempts)
            yield return ("parked", $"as attempt {entry.Attempts} of {policy.MaxAttempts}");
    }

    /// <summary>The state of an entry after the end of any lease of it that the store knows.</summary>
    private static (long Latest, int Attempts, DateTimeOffset? Due, bool Parked) Before(DurableListener listener, string subject)
    {
        var policy = listener.Definition.Policy;
        if (listener.Leases.GetValueOrDefault(subject) is { } lease && lease.Position == listener.Position)
        {
            var attempts = lease.Entry.Attempts;
            return policy.MaxAttempts > 0 && attempts >= policy.MaxAttempts
                ? (lease.Latest, attempts, null, true)
                : (lease.Latest, attempts, RetrySchedule.NotBefore(lease.Until, attempts, policy), false);
        }

        return listener.Rows.GetValueOrDefault(subject) is { } row ? (row.Events[^1].Number, row.Attempts, row.NotBefore, row.Parked) : (0, 0, null, false);
    }

    /// <summary>Finds leases that exclude an entry. Leases of an earlier position exclude like any others.</summary>
    private static IEnumerable<(string Rule, string Story)> Excluded(
        Decision decision, DurableListener listener, LeasedEntry entry, DateTimeOffset decided, Dictionary<string, string> given)
    {
        var keys = entry.Numbers.Select(number => listener.Event(number).Key).ToHashSet();
        foreach (var lease in decision.Group.Leases.Where(lease => lease.Until > decided))
        {
            if (lease.Listener == listener.Definition.Uuid && lease.Entry.Subject == entry.Subject)
                yield return ("lease", $"while the lease {lease.Generation} of it stands until {lease.Until:O}");
            else if (keys.Overlaps(lease.Keys))
                yield return ("key", $"with {string.Join(", ", keys)}, while {lease.Entry.Subject} of {TranscriptText.Of(lease.Listener)} with {string.Join(", ", lease.Keys)} is in a hand");
        }

        foreach (var key in keys)
        {
            if (!given.TryAdd(key, entry.Subject))
                yield return ("key", $"with {key}, which {given[key]} has too, in the same hand-out");
        }
    }

    private static Violation? InFlight(Decision decision, LeaseRecord record, DurableListener listener, DateTimeOffset decided)
    {
        var inFlight = listener.Leases.Values.Count(lease => lease.Until > decided);
        foreach (var other in decision.Write.Leases.Where(other => other.Listener == record.Listener && other.Generation.CompareTo(record.Generation) <= 0))
            inFlight += other.Entries.Length;
        var most = Math.Min(
            listener.Definition.Policy.MaxInFlight,
            decision.Record.Windows.GetValueOrDefault((record.Listener, record.Generation), int.MaxValue));
        return inFlight > most
            ? new Violation("in flight", $"{decision.Of(listener)} {inFlight} are leased with {record.Generation}, of at most {most}")
            : null;
    }
}
