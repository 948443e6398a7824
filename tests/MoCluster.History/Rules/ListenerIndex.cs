namespace MoCluster.History.Rules;

/// <summary>Everything that the history has about one listener.</summary>
internal sealed class ListenerIndex
{
    private ListenerIndex(Declare declared) => Declared = declared;

    /// <summary>The declaration of the listener.</summary>
    public Declare Declared { get; }

    /// <summary>
    /// The events that the listener must get and that the log still holds: those for it that were certainly committed after its
    /// declaration.
    /// </summary>
    public IReadOnlyList<LoggedEvent> Owed { get; private init; } = [];

    /// <summary>All events of the listener's stream that the log holds.</summary>
    public IReadOnlyList<LoggedEvent> Log { get; private init; } = [];

    /// <summary>The events that it handed out, in the order of the answers.</summary>
    public List<(Fetch Fetch, HandedEvent Event)> Handed { get; } = [];

    /// <summary>The calls that moved its position, or replayed or reran events.</summary>
    public List<Revive> Revivals { get; } = [];

    /// <summary>The calls that ended leases before their time.</summary>
    public List<Release> Releases { get; } = [];

    /// <summary>Every use of each token that was not refused, whether confirmed or of unknown outcome.</summary>
    public required IReadOnlyDictionary<string, List<Settle>> Settled { get; init; }

    /// <summary>When a client first tried to delete the listener; <see cref="long.MaxValue"/> if none did.</summary>
    public long DeletedFrom { get; private set; } = long.MaxValue;

    /// <summary>True if a client tried to delete the listener.</summary>
    public bool Deleted => DeletedFrom != long.MaxValue;

    /// <summary>True if the listener was emptied at the end.</summary>
    public bool Drained { get; private init; }

    public static IReadOnlyList<ListenerIndex> Of(History history, LogIndex log)
    {
        var settled = new Dictionary<string, List<Settle>>();
        foreach (var settle in history.Operations.OfType<Settle>().Where(settle => settle.Outcome != OperationOutcome.Refused))
        {
            foreach (var token in settle.Tokens)
            {
                if (!settled.TryGetValue(token, out var uses))
                    settled.Add(token, uses = []);
                uses.Add(settle);
            }
        }

        var listeners = new Dictionary<Guid, ListenerIndex>();
        foreach (var declare in history.Operations.OfType<Declare>().Where(declare => declare.Outcome == OperationOutcome.Confirmed))
        {
            // A repeated declaration answers the same listener. Events are owed from the first answer on.
            if (listeners.TryGetValue(declare.Listener, out var known) && known.Declared.Completed <= declare.Completed)
                continue;
            var events = history.Logs.GetValueOrDefault(declare.Stream, []);
            var first = log.FirstAfter(declare.Stream, declare.Completed);
            listeners[declare.Listener] = new ListenerIndex(declare)
            {
                Settled = settled,
                Log = events,
                Owed = [.. events.Where(logged => logged.Number >= first
                    && (logged.Listener is null || logged.Listener == declare.Listener)
                    && (logged.Owner is null || logged.Owner == declare.Owner))],
                Drained = history.Drained.Contains(declare.Listener),
            };
        }

        foreach (var operation in history.Operations)
        {
            switch (operation)
            {
                case Fetch { Outcome: OperationOutcome.Confirmed } fetch when listeners.TryGetValue(fetch.Listener, out var listener):
                    listener.Handed.AddRange(fetch.Events.Select(handed => (fetch, handed)));
                    break;
                case Revive { Outcome: not OperationOutcome.Refused } revive when listeners.TryGetValue(revive.Listener, out var listener):
                    listener.Revivals.Add(revive);
                    break;
                case Release { Outcome: not OperationOutcome.Refused } release when listeners.TryGetValue(release.Listener, out var listener):
                    listener.Releases.Add(release);
                    break;
                case Delete { Outcome: not OperationOutcome.Refused } delete when listeners.TryGetValue(delete.Listener, out var listener):
                    listener.DeletedFrom = Math.Min(listener.DeletedFrom, delete.Invoked);
                    break;
            }
        }

        foreach (var listener in listeners.Values)
            listener.Handed.Sort((one, other) => one.Fetch.Completed.CompareTo(other.Fetch.Completed));
        return [.. listeners.Values];
    }

    /// <summary>The uses of a token that were not refused.</summary>
    public IEnumerable<Settle> UsesOf(string token) => Settled.GetValueOrDefault(token) ?? [];

    /// <summary>True if a call that overlaps the time between two ticks may have ended the lease of a subject.</summary>
    public bool MayBeReleased(string subject, long from, long to) => Releases.Any(release =>
        release.Subjects?.Contains(subject) != false && release.Invoked < to && release.Completed > from);

    /// <summary>True if a call that overlaps the time between two ticks may have made settled events of a subject pending again.</summary>
    public bool MayBeRevived(string subject, long from, long to) => Revivals.Any(revival =>
        (revival.Subject is null || revival.Subject == subject) && revival.Invoked < to && revival.Completed > from);
}
