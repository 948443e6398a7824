namespace MoCluster.History.Rules;

/// <summary>
/// An entry has the lowest priority of its open numbers, before and after a restart alike: that of one of its subject's events, and none
/// worse than that of any that is surely open. One that came while an earlier one was leased may be open no more when that lease ended
/// by time: both sets were merged then, and one that was no more urgent than what the lease held is superseded. If the old token is used
/// after that, nothing of that urgency may be left.
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
                    .Select(use => (
                        handed.Event.Number, use.Invoked, MayBeLate: use.CompletedAt >= handed.Fetch.InvokedAt + listener.Declared.Lease)))
                .ToArray();
            foreach (var (fetch, handed) in subject)
            {
                var before = uses.Where(use => use.Invoked < fetch.Completed).ToArray();
                var settled = before.Select(use => use.Number).DefaultIfEmpty().Max();
                var late = before.Where(use => use.MayBeLate).Select(use => use.Number).DefaultIfEmpty().Max();
                var merged = events.Where(logged => logged.Number <= late).Select(logged => logged.Priority).DefaultIfEmpty(int.MaxValue).Min();
                var worst = owed[subject.Key]
                    .Where(logged => logged.Number > settled && logged.Number <= handed.Number && logged.Priority < merged)
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
