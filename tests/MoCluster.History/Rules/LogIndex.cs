namespace MoCluster.History.Rules;

/// <summary>Finds the call that published each event of the logs.</summary>
internal sealed class LogIndex
{
    private readonly Dictionary<(string Stream, long Number), Publish> _authors = [];
    private readonly Dictionary<string, long> _firstCalls = [];

    public LogIndex(History history)
    {
        History = history;
        var publications = history.Operations.OfType<Publish>().ToArray();
        foreach (var publish in publications.Where(publish => publish.IdempotencyKey is not null))
            _firstCalls.TryAdd(publish.IdempotencyKey!, publish.Invoked);
        foreach (var publish in publications.Where(publish => publish.Outcome == OperationOutcome.Confirmed))
        {
            for (var i = 0; i < publish.Numbers.Count; i++)
                _authors.TryAdd((publish.Entries[i].Stream, publish.Numbers[i]), publish);
        }
    }

    public History History { get; }

    /// <summary>The call that published an event and whose answer gave its number; null if no answer did.</summary>
    public Publish? AuthorOf(string stream, long number) => _authors.GetValueOrDefault((stream, number));

    /// <summary>When the call that published an event began; 0, before everything, if that is not known.</summary>
    public long BeganOf(string stream, long number) => AuthorOf(stream, number) is { } author ? Began(author) : 0;

    /// <summary>
    /// The number from which on a stream's events were certainly committed after a tick: that of the first event whose call began later.
    /// </summary>
    public long FirstAfter(string stream, long tick)
    {
        var first = long.MaxValue;
        foreach (var ((itsStream, number), author) in _authors)
        {
            if (itsStream == stream && number < first && Began(author) > tick)
                first = number;
        }

        if (!History.Logs.TryGetValue(stream, out var events))
            return first;
        var mutations = MutationsAfter(tick);
        foreach (var logged in events)
        {
            if (logged.Number < first && logged.Object is { } target && mutations.Contains((target, logged.Registration)))
                return logged.Number;
        }

        return first;
    }

    /// <summary>When a publication began: at the first call under its idempotency key.</summary>
    private long Began(Publish publish) => publish.IdempotencyKey is { } key ? _firstCalls[key] : publish.Invoked;

    /// <summary>The registrations whose mutation began after a tick. A mutation begins with the first call that wrote its marker.</summary>
    private HashSet<(string Object, long Registration)> MutationsAfter(long tick)
    {
        var began = new Dictionary<string, long>();
        foreach (var mutation in History.Operations.OfType<Mutate>())
            began[mutation.Marker] = Math.Min(mutation.Invoked, began.GetValueOrDefault(mutation.Marker, long.MaxValue));
        return
        [
            .. from pair in History.Objects
               from registration in pair.Value
               where registration.Marker is not null && began.GetValueOrDefault(registration.Marker, 0) > tick
               select (pair.Key, registration.Number),
        ];
    }
}
