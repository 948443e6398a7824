namespace MoCluster.History.Rules;

/// <summary>
/// An entry has the lowest priority of its open numbers, before and after a restart alike: that of one of its subject's events, and none
/// worse than that of any that is surely open; of its own lane, where a queue may not have read another as far.
/// </summary>
/// <remarks>
/// Between an open number of no worse priority and the latest, a number is superseded and settled. An activation that reads the log anew
/// may hand out the one that superseded it by itself, so that whatever was acknowledged at all may have taken its priority with it.
/// </remarks>
internal static class PriorityRule
{
    private const string Name = "priority";

    public static IEnumerable<Violation> Check(ListenerIndex listener, LogIndex log)
    {
        if (listener.Revivals.Count > 0)
            yield break;
        var logged = listener.Log.ToLookup(one => one.Subject);
        var owed = listener.Owed.ToLookup(one => one.Subject);
        foreach (var subject in listener.Handed.GroupBy(handed => handed.Event.Subject))
        {
            var events = logged[subject.Key].ToArray();
            if (events.Length == 0)
                continue;
            var uses = subject
                .SelectMany(handed => listener.UsesOf(handed.Event.Token)
                    .Where(use => use.Settlement == Settlement.Acknowledge)
                    .Select(use => (handed.Event.Number, Use: use)))
                .ToArray();
            foreach (var (fetch, handed) in subject)
            {
                var own = events.FirstOrDefault(one => one.Number == handed.Number)?.Priority;
                var settled = uses.Where(use => use.Use.Invoked < fetch.Completed).Select(use => use.Number).DefaultIfEmpty().Max();
                var worst = owed[subject.Key]
                    .Where(one => one.Number > settled && one.Number <= handed.Number && !MayBeSuperseded(one) && MayBeRead(one))
                    .Select(one => one.Priority).DefaultIfEmpty(int.MaxValue).Min();
                if (handed.Priority > worst)
                    yield return new Violation(Name, $"«{fetch}» handed out {handed.Subject}#{handed.Number} with priority {handed.Priority}; one of {worst} is open");
                else if (events[0].Number == 1 && !events.Any(one => one.Number <= handed.Number && one.Priority == handed.Priority))
                    yield return new Violation(Name, $"«{fetch}» handed out {handed.Subject}#{handed.Number} with priority {handed.Priority}, which none of its events has");

                bool MayBeRead(LoggedEvent one) => !log.History.IsWindowed || (own is { } priority && Lane.Of(priority) == Lane.Of(one.Priority));

                // What was surely settled before an event was published cannot have superseded it.
                bool MayBeSuperseded(LoggedEvent one)
                {
                    var began = log.BeganOf(listener.Declared.Stream, one.Number);
                    return events.Any(other => other.Number <= settled && other.Priority <= one.Priority && !uses.Any(use =>
                        use.Number >= other.Number && use.Use.Outcome == OperationOutcome.Confirmed && use.Use.Completed < began));
                }
            }
        }
    }
}
