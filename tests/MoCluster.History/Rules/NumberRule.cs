namespace MoCluster.History.Rules;

/// <summary>
/// Numbers have no gaps, and each belongs to one event. A confirmed event is in the log as it was published. An event in the log was
/// published once, by a call that was not refused.
/// </summary>
internal static class NumberRule
{
    private const string Name = "numbers";

    public static IEnumerable<Violation> Check(History history, LogIndex log)
    {
        var publications = history.Operations.OfType<Publish>().ToArray();
        return history.Logs
            .SelectMany(pair => Gaps(pair.Key, pair.Value))
            .Concat(Confirmed(history, publications))
            .Concat(history.Logs.SelectMany(pair => Unclaimed(pair.Key, pair.Value, log, publications)));
    }

    private static IEnumerable<Violation> Gaps(string stream, IReadOnlyList<LoggedEvent> events)
    {
        for (var i = 1; i < events.Count; i++)
        {
            if (events[i].Number != events[i - 1].Number + 1)
                yield return new Violation(Name, $"in {stream} number {events[i].Number} follows {events[i - 1].Number}");
        }
    }

    private static IEnumerable<Violation> Confirmed(History history, Publish[] publications)
    {
        var logs = history.Logs.ToDictionary(pair => pair.Key, pair => pair.Value.ToDictionary(logged => logged.Number));
        var claims = new Dictionary<(string, long), Publish>();
        foreach (var publish in publications.Where(publish => publish.Outcome == OperationOutcome.Confirmed))
        {
            for (var i = 0; i < publish.Numbers.Count; i++)
            {
                var (entry, number) = (publish.Entries[i], publish.Numbers[i]);
                if (!claims.TryAdd((entry.Stream, number), publish) && !IsRepetition(claims[(entry.Stream, number)], publish))
                    yield return new Violation(Name, $"number {number} of {entry.Stream} was given to «{claims[(entry.Stream, number)]}» and to «{publish}»");
                if (!logs.TryGetValue(entry.Stream, out var events) || events.Count == 0 || number < events.Keys.Min())
                    continue;
                if (!events.TryGetValue(number, out var logged))
                    yield return new Violation(Name, $"«{publish}» was answered number {number}, but the log of {entry.Stream} ends with {events.Keys.Max()}");
                else if ((logged.Subject, logged.Priority, logged.Key) != (entry.Subject, entry.Priority, entry.Key))
                    yield return new Violation(Name, $"number {number} of {entry.Stream} was published as {entry} and is in the log as {logged}");
            }
        }
    }

    private static bool IsRepetition(Publish one, Publish other) => one.IdempotencyKey is not null && one.IdempotencyKey == other.IdempotencyKey;

    /// <summary>
    /// An event whose number no confirmed call was answered must come from a call of unknown outcome, or from one that was confirmed
    /// without numbers. Every event that was confirmed without numbers must be in the log.
    /// </summary>
    private static IEnumerable<Violation> Unclaimed(
        string stream, IReadOnlyList<LoggedEvent> events, LogIndex log, Publish[] publications)
    {
        var open = new Dictionary<(string, int, string), int>();
        var sure = new Dictionary<(string, int, string), int>();
        var confirmedKeys = publications
            .Where(publish => publish.Outcome == OperationOutcome.Confirmed && publish.IdempotencyKey is not null && publish.Numbers.Count > 0)
            .Select(publish => publish.IdempotencyKey!).ToHashSet();
        var counted = new HashSet<string>();
        foreach (var publish in publications)
        {
            // Calls under one idempotency key count as one publication, and not at all if one of them was confirmed with numbers.
            var silent = publish.Outcome == OperationOutcome.Unknown || (publish.Outcome == OperationOutcome.Confirmed && publish.Numbers.Count == 0);
            if (!silent || (publish.IdempotencyKey is { } key && (confirmedKeys.Contains(key) || !counted.Add(key))))
                continue;
            foreach (var entry in publish.Entries.Where(entry => entry.Stream == stream))
                open[(entry.Subject, entry.Priority, entry.Key)] = open.GetValueOrDefault((entry.Subject, entry.Priority, entry.Key)) + 1;
        }

        foreach (var publish in publications.Where(publish => publish is { Outcome: OperationOutcome.Confirmed, Numbers.Count: 0 })
            .DistinctBy(publish => publish.IdempotencyKey ?? (object)publish))
        {
            foreach (var entry in publish.Entries.Where(entry => entry.Stream == stream))
                sure[(entry.Subject, entry.Priority, entry.Key)] = sure.GetValueOrDefault((entry.Subject, entry.Priority, entry.Key)) + 1;
        }

        foreach (var logged in events.Where(logged => logged.Object is null && log.AuthorOf(stream, logged.Number) is null))
        {
            var left = open.GetValueOrDefault((logged.Subject, logged.Priority, logged.Key));
            if (left == 0)
                yield return new Violation(Name, $"{stream} holds {logged}, which no call published, or which a call published only once, or which was refused");
            else
                open[(logged.Subject, logged.Priority, logged.Key)] = left - 1;
            sure[(logged.Subject, logged.Priority, logged.Key)] = sure.GetValueOrDefault((logged.Subject, logged.Priority, logged.Key)) - 1;
        }

        // If the beginning of the log was deleted, the event may have been there.
        foreach (var (missing, _) in sure.Where(pair => pair.Value > 0 && (events.Count == 0 || events[0].Number == 1)))
            yield return new Violation(Name, $"{missing} was confirmed, and {stream} does not hold it");
    }
}
