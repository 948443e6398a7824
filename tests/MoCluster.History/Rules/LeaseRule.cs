namespace MoCluster.History.Rules;

/// <summary>
/// At most one consumer has a lease on a subject of a listener, and on a key of a group, at a time. If the answers give the ends of leases,
/// they are compared by the store's clock. Otherwise the clients' clocks decide: two deliveries overlap if each fetch ended before the
/// lease of the other could have ended.
/// </summary>
internal static class LeaseRule
{
    public static IEnumerable<Violation> Check(IReadOnlyList<ListenerIndex> listeners) =>
        from gathered in listeners.GroupBy(listener => listener.Declared.Group)
        from violation in Group([.. gathered])
        select violation;

    private static IEnumerable<Violation> Group(ListenerIndex[] group)
    {
        var deliveries = group
            .SelectMany(listener => listener.Handed.Select(handed => new Delivery(listener, handed.Fetch, handed.Event)))
            .ToArray();
        // A delivery excludes others of its subject at its listener, and of its key in the whole group.
        return Overlaps(deliveries, delivery => (delivery.Listener.Declared.Listener, delivery.Event.Subject))
            .Concat(Overlaps(deliveries, delivery => (Guid.Empty, delivery.Event.Key)))
            .DistinctBy(violation => violation.Story);
    }

    private static IEnumerable<Violation> Overlaps(Delivery[] deliveries, Func<Delivery, (Guid, string)> by)
    {
        foreach (var excluded in deliveries.GroupBy(by))
        {
            var ordered = excluded.OrderBy(delivery => delivery.From).ToArray();
            for (var i = 0; i < ordered.Length; i++)
            {
                for (var j = i + 1; j < ordered.Length && ordered[j].From < ordered[i].Until; j++)
                {
                    var (first, second) = (ordered[i], ordered[j]);
                    if (first.Event.Token == second.Event.Token || !first.ExistsWith(second) || first.Ended(second) || second.Ended(first))
                        continue;
                    yield return new Violation(
                        "lease",
                        $"{excluded.Key} was leased twice at once: «{first.Fetch}» has it until {first.Until:c}, «{second.Fetch}» got it at {second.From:c}");
                }
            }
        }
    }

    private sealed record Delivery(ListenerIndex Listener, Fetch Fetch, HandedEvent Event)
    {
        private TimeSpan Lease => Listener.Declared.Lease;

        /// <summary>
        /// When the event was handed out: exactly, if the end of the lease is known, otherwise the earliest possible moment.
        /// </summary>
        public TimeSpan From => Event.LeasedUntil is { } until ? TimeSpan.FromTicks(until.UtcTicks) - Lease : Fetch.InvokedAt;

        /// <summary>When the lease ends, or the earliest possible moment.</summary>
        public TimeSpan Until => From + Lease;

        /// <summary>True if both leases certainly existed at the same time.</summary>
        public bool ExistsWith(Delivery later) => Event.LeasedUntil is not null && later.Event.LeasedUntil is not null
            ? later.From < Until
            : later.Fetch.CompletedAt < Fetch.InvokedAt + Lease && Fetch.CompletedAt < later.Fetch.InvokedAt + later.Lease;

        /// <summary>
        /// True if a client had begun to use the token, to release the subject, or to delete the listener, before the other event was certainly
        /// handed out. Deleting a listener ends its leases.
        /// </summary>
        public bool Ended(Delivery other) => Listener.DeletedFrom < other.Fetch.Completed
            || Listener.UsesOf(Event.Token).Any(use => use.Invoked < other.Fetch.Completed)
            || Listener.MayBeReleased(Event.Subject, Fetch.Invoked, other.Fetch.Completed);
    }
}
