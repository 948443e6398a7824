namespace MoCluster.History.Rules;

/// <summary>
/// An entry has the lowest priority of its open numbers, before and after a restart alike: that of one of its subject's events, and none
/// worse than that of any that is surely open.
/// </summary>
internal static class PriorityRule
{
    public static IEnumerable<Violation> Check(ListenerIndex listener)
    {
        if (listener.Revivals.Count > 0)
            yield break;
        var log = listener.Log.ToLookup(logged => logged.Subject);
        var owed = listener.Owed.ToLookup(logged => logged.Subject);
        foreach (var subject in listener.Handed.GroupBy(handed => handed.Event.Subject))
        {
            var events = log[subject.Key].ToArray();
            if (events.Length == 0)
                continue;
            var uses = subject
                .SelectMany(handed => listener.UsesOf(handed.Event.Token)
                    .Where(use => use.Settlement == Settlement.Acknowledge)
                    .Select(use => (handed.Event.Number, use.Invoked)))
                .ToArray();
            foreach (var (fetch, handed) in subject)
            {
                var settled = uses.Where(use => use.Invoked < fetch.Completed).Select(use => use.Number).DefaultIfEmpty().Max();
                var worst = owed[subject.Key]
                    .Where(logged => logged.Number > settled && logged.Number <= handed.Number)
                    .Select(logged => logged.Priority).DefaultIfEmpty(int.MaxValue).Min();
                if (handed.Priority > worst)
                    yield return new Violation("priority", $"«{fetch}» handed out {handed.Subject}#{handed.Number} with priority {handed.Priority}; one of {worst} is open");
                else if (events[0].Number <= handed.Number && !events.Any(logged => logged.Number <= handed.Number && logged.Priority == handed.Priority)
                    && events[0].Number == 1)
                    yield return new Violation("priority", $"«{fetch}» handed out {handed.Subject}#{handed.Number} with priority {handed.Priority}, which none of its events has");
            }
        }
    }
}
