namespace MoCluster.History.Rules;

/// <summary>
/// One subject is in one hand at a time within a lease, and within a group one key. By the store's clock where leases tell their ends,
/// else by the clients': two hand-outs whose fetches both ended before the other's lease could have.
/// </summary>
internal static class LeaseRule
{
    public static IEnumerable<Violation> Check(IReadOnlyList<ListenerIndex> listeners) =>
        from gathered in listeners.GroupBy(listener => listener.Declared.Group)
        from violation in Group([.. gathered])
        select violation;

    private static IEnumerable<Violation> Group(ListenerIndex[] group)
    {
        var hands = group
            .SelectMany(listener => listener.Handed.Select(handed => new Hand(listener, handed.Fetch, handed.Event)))
            .ToArray();
        // A hand-out excludes its subject at its own listener and its key in the whole group.
        return Overlaps(hands, hand => (hand.Listener.Declared.Listener, hand.Event.Subject))
            .Concat(Overlaps(hands, hand => (Guid.Empty, hand.Event.Key)))
            .DistinctBy(violation => violation.Story);
    }

    private static IEnumerable<Violation> Overlaps(Hand[] hands, Func<Hand, (Guid, string)> by)
    {
        foreach (var excluded in hands.GroupBy(by))
        {
            var ordered = excluded.OrderBy(hand => hand.From).ToArray();
            for (var i = 0; i < ordered.Length; i++)
            {
                for (var j = i + 1; j < ordered.Length && ordered[j].From < ordered[i].Until; j++)
                {
                    var (first, second) = (ordered[i], ordered[j]);
                    if (first.Event.Token == second.Event.Token || !first.StandsWhile(second) || first.Ended(second) || second.Ended(first))
                        continue;
                    yield return new Violation(
                        "lease",
                        $"{excluded.Key} was in two hands: «{first.Fetch}» has it until {first.Until:c}, «{second.Fetch}» got it at {second.From:c}");
                }
            }
        }
    }

    private sealed record Hand(ListenerIndex Listener, Fetch Fetch, HandedEvent Event)
    {
        private TimeSpan Lease => Listener.Declared.Lease;

        /// <summary>When it was handed out: exactly where the lease tells its end, else the earliest that it can have been.</summary>
        public TimeSpan From => Event.LeasedUntil is { } until ? TimeSpan.FromTicks(until.UtcTicks) - Lease : Fetch.InvokedAt;

        /// <summary>When its lease ends, or the earliest that it can.</summary>
        public TimeSpan Until => From + Lease;

        /// <summary>Whether both stood at once, for sure.</summary>
        public bool StandsWhile(Hand later) => Event.LeasedUntil is not null && later.Event.LeasedUntil is not null
            ? later.From < Until
            : later.Fetch.CompletedAt < Fetch.InvokedAt + Lease && Fetch.CompletedAt < later.Fetch.InvokedAt + later.Lease;

        /// <summary>
        /// Whether somebody had begun to end it, or to delete its listener, with which its leases go, before the other was surely handed out.
        /// </summary>
        public bool Ended(Hand other) => Listener.DeletedFrom < other.Fetch.Completed
            || Listener.UsesOf(Event.Token).Any(use => use.Invoked < other.Fetch.Completed);
    }
}
