using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.History;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Judging;

/// <summary>
/// The state of an entry changes only for a reason. Silence: by silence and unsilence, and when nothing of the entry is open. Attempts: by
/// deliveries. Delays: by nacks, the schedule, reruns and releases. Parking: by parks, the limit of attempts and replays. A newer event voids
/// everything but the silence.
/// </summary>
internal static class RowRules
{
    /// <summary>Judges the rows that a commit writes, deletes, or should have written.</summary>
    public static IEnumerable<Violation> Check(Decision decision)
    {
        foreach (var listener in decision.Group.Listeners.Values)
        {
            var progress = decision.ProgressOf(listener);
            if (progress?.NewPosition is not null)
                continue;
            var written = progress?.Rows.ToDictionary(row => row.Subject) ?? [];
            var dropped = progress?.RowsDropped.ToHashSet() ?? [];
            var settled = decision.SettledOf(listener);
            var subjects = written.Keys.Concat(dropped)
                .Concat(decision.Ended.Where(lease => lease.Listener == listener.Definition.Uuid).Select(lease => lease.Entry.Subject));
            foreach (var subject in subjects.Distinct())
            {
                var before = new EntryState(listener.Rows.GetValueOrDefault(subject));
                var after = written.TryGetValue(subject, out var row) ? new EntryState(row) : dropped.Contains(subject) ? new EntryState(null) : before;
                var left = listener.OpenOf(subject).Where(number => !settled.Contains(number)).ToArray();
                foreach (var wrong in Wrong(new Entry(decision, listener, subject, before, after, left)))
                    yield return new Violation(wrong.Rule, $"{decision.Of(listener)} the row of {subject} {wrong.Story}: before {before}, after {after}");
            }
        }
    }

    private static IEnumerable<(string Rule, string Story)> Wrong(Entry entry)
    {
        if (entry.Before.Silenced != entry.After.Silenced && !entry.MayBe(entry.After.Silenced ? EntryVerb.Silence : EntryVerb.Unsilence)
            && (entry.After.Silenced || entry.IsKnownOpen))
        {
            yield return ("silence", entry.After.Silenced ? "is silenced by nobody" : "loses its silence");
        }

        // Nothing of it is left, or everything left came later.
        if (!entry.IsKnownOpen)
            yield break;
        if (entry.Stands)
        {
            if (entry.After.Attempts != 0 || entry.After.NotBefore is not null || entry.After.Parked)
            {
                if (entry.After != entry.Before)
                    yield return ("redelivery", "says more than silence while a lease stands");
            }

            yield break;
        }

        // A row that a newer event voids may stay as it was: once read again, it is voided again.
        if (entry.IsVoid)
            yield break;
        if (!entry.Attempts().Contains(entry.After.Attempts))
            yield return ("redelivery", $"has {entry.After.Attempts} attempts instead of {string.Join(" or ", entry.Attempts().Distinct())}");
        if (entry.After.Parked ? !entry.MayBeParked() : entry.MustBeParked())
            yield return ("parked", entry.After.Parked ? "is set aside by nobody" : "is not set aside any more");
        if (!entry.After.Parked && entry.WrongDelay() is { } delay)
            yield return ("redelivery", delay);
    }

    /// <summary>The state of an entry according to its row; without one, the initial state.</summary>
    private sealed record EntryState(int Attempts, DateTimeOffset? NotBefore, bool Parked, bool Silenced, long Latest)
    {
        public EntryState(EntryRow? row)
            : this(row?.Attempts ?? 0, row?.NotBefore, row?.Parked ?? false, row?.Silenced ?? false, row?.Events[^1].Number ?? 0)
        {
        }
    }

    private sealed record Entry(
        Decision Decision, DurableListener Listener, string Subject, EntryState Before, EntryState After, IReadOnlyList<long> Left)
    {
        private ListenerPolicy Policy => Listener.Definition.Policy;

        /// <summary>The lease that stood before the commit.</summary>
        private DurableLease? Former => Listener.Leases.GetValueOrDefault(Subject);

        /// <summary>That lease, if the commit ends it and it concerns what is still owed.</summary>
        private DurableLease? Ended => Former is { } lease && lease.Position == Listener.Position && Decision.Ended.Contains(lease) ? lease : null;

        /// <summary>The latest number whose state is kept.</summary>
        private long Latest => Ended?.Latest ?? Before.Latest;

        /// <summary>Whether something newer came that the activation may know.</summary>
        private bool MayBeNewer => Left.Count > 0 && Left[^1] > Latest;

        /// <summary>Whether something newer came that the activation surely knows.</summary>
        private bool IsNewer => Left.Any(number => number > Latest && Listener.IsRead(number));

        /// <summary>Whether it is leased after the commit.</summary>
        public bool Stands => (Former is not null && !Decision.Ended.Contains(Former)) || Decision.Write.Leases.Any(record =>
            record.Listener == Listener.Definition.Uuid && record.Entries.Any(entry => entry.Subject == Subject));

        /// <summary>Whether something of it is surely known and open after the commit.</summary>
        public bool IsKnownOpen => Left.Any(number => Listener.IsRead(number) || Former?.Entry.Numbers.Contains(number) == true
            || Listener.Rows.GetValueOrDefault(Subject)?.Events.Any(record => record.Number == number) == true);

        /// <summary>Whether the row is not written because something newer voids it.</summary>
        public bool IsVoid => After == Before && MayBeNewer;

        public bool MayBe(params EntryVerb[] verbs) => Decision.Requests.MayChange(Listener.Definition.Uuid, Subject, Decision.Moment, verbs);

        /// <summary>The possible numbers of attempts.</summary>
        public IEnumerable<int> Attempts()
        {
            if (!IsNewer)
                yield return Ended?.Entry.Attempts ?? Before.Attempts;
            if (MayBeNewer || MayBe(EntryVerb.Replay) || IsAcknowledged || Ended is null && Former is not null)
                yield return 0;
        }

        public bool MayBeParked() => (Ended is null && Before.Parked && !IsNewer) || MayBe(EntryVerb.Park)
            || (Ended is { } lease && !IsNewer && (IsUsedUp(lease) || Uses(TokenVerb.Park).Any()));

        public bool MustBeParked() => !MayBeNewer && !MayBe(EntryVerb.Replay)
            && (Ended is { } lease ? IsUsedUp(lease) && !IsAcknowledged : Before.Parked && Former is null);

        /// <summary>What is wrong with its delay; null for nothing.</summary>
        public string? WrongDelay()
        {
            var voided = MayBeNewer || IsAcknowledged || MayBe(EntryVerb.Rerun, EntryVerb.Unsilence, EntryVerb.Replay, EntryVerb.Release);
            var dues = Dues().ToArray();
            if (dues.Length == 0 && !voided)
                return "has a lease that ends for no reason";
            if (After.NotBefore is not { } delay)
                return voided || dues.Any(due => due.From <= Decision.Made.Now) ? null : $"lost its delay until {dues.Min(due => due.From):O}";
            return dues.Any(due => due.From <= delay && delay <= due.To) ? null : "has a delay that nobody gave it";
        }

        private bool IsAcknowledged => Ended is { } lease && Decision.Requests.IsAcknowledged(lease);

        private bool IsUsedUp(DurableLease lease) => Policy.MaxAttempts > 0 && lease.Entry.Attempts >= Policy.MaxAttempts;

        private IEnumerable<QueueRequest.Use> Uses(params TokenVerb[] verbs) => Ended is { } lease ? Decision.Requests.UsesOf(lease, Decision.Moment, verbs) : [];

        /// <summary>The ranges within which a delay may end; the beginning of time where there may be none.</summary>
        private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Dues()
        {
            if (Ended is not { } lease)
            {
                yield return (Before.NotBefore ?? DateTimeOffset.MinValue, Before.NotBefore ?? DateTimeOffset.MinValue);
                yield break;
            }

            var backOff = RetrySchedule.Between(lease.Entry.Attempts, Policy) - Policy.Lease;
            if (lease.Until <= Decision.Made.Now)
                yield return (lease.Until + backOff, lease.Until + backOff);
            foreach (var use in Uses(TokenVerb.Nack))
                yield return (use.InvokedAt + (use.Delay ?? backOff), Decision.Made.Now + (use.Delay ?? backOff));
        }
    }
}
