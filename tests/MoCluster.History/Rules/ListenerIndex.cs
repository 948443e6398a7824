namespace MoCluster.History.Rules;

/// <summary>What happened at one listener.</summary>
internal sealed class ListenerIndex
{
    private ListenerIndex(Declare declared) => Declared = declared;

    /// <summary>How it was declared.</summary>
    public Declare Declared { get; }

    /// <summary>Events that it is owed and the log still holds: surely committed after it was declared, and for it.</summary>
    public IReadOnlyList<LoggedEvent> Owed { get; private init; } = [];

    /// <summary>All events of its stream in the log.</summary>
    public IReadOnlyList<LoggedEvent> Log { get; private init; } = [];

    /// <summary>What it handed out, in the order of the answers.</summary>
    public List<(Fetch Fetch, HandedEvent Event)> Handed { get; } = [];

    /// <summary>Moves, replays and reruns.</summary>
    public List<Revive> Revivals { get; } = [];

    /// <summary>Every use of each token, confirmed or not.</summary>
    public required IReadOnlyDictionary<string, List<Settle>> Settled { get; init; }

    /// <summary>When somebody first tried to delete it; the largest number there is while nobody did.</summary>
    public long DeletedFrom { get; private set; } = long.MaxValue;

    /// <summary>Whether somebody tried to delete it.</summary>
    public bool Deleted => DeletedFrom != long.MaxValue;

    /// <summary>Whether it was emptied at the end.</summary>
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
            // The same declaration again answers the same listener; the first answer is what it is owed from.
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
                case Delete { Outcome: not OperationOutcome.Refused } delete when listeners.TryGetValue(delete.Listener, out var listener):
                    listener.DeletedFrom = Math.Min(listener.DeletedFrom, delete.Invoked);
                    break;
            }
        }

        foreach (var listener in listeners.Values)
            listener.Handed.Sort((one, other) => one.Fetch.Completed.CompareTo(other.Fetch.Completed));
        return [.. listeners.Values];
    }

    /// <summary>The uses of a token.</summary>
    public IEnumerable<Settle> UsesOf(string token) => Settled.GetValueOrDefault(token) ?? [];

    /// <summary>Whether a subject's past may have been opened again by something that was not over before a moment.</summary>
    public bool MayBeRevived(string subject, long from, long to) => Revivals.Any(revival =>
        (revival.Subject is null || revival.Subject == subject) && revival.Invoked < to && revival.Completed > from);
}
