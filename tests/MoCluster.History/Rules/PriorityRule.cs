namespace MoCluster.History.Rules;

/// <summary>
/// A queue entry has the best priority of its open events, before and after a restart alike: the priority of one of its subject's events,
/// and not worse than that of any event that is certainly open. If queues hold only some of the pending events, only events of the same
/// lane count, because another lane may not have been read as far.
/// </summary>
/// <remarks>
/// A number is superseded, and so settled, if it lies between an open number of the same or a better priority and the latest number. An
/// activation that reads the log again may hand out the number that superseded it on its own. So any acknowledgement may have removed the
/// priorities of the numbers that it superseded.
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
                    yield return new Violation(Name, $"«{fetch}» handed out {handed.Subject}#{handed.Number} with priority {handed.Priority}, which no event of the subject has");

                bool MayBeRead(LoggedEvent one) => !log.History.IsWindowed || (own is { } priority && Lane.Of(priority) == Lane.Of(one.Priority));

                // A number that was certainly settled before an event was published cannot have superseded the event.
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
