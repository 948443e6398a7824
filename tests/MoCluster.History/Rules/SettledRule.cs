namespace MoCluster.History.Rules;

/// <summary>Nothing is delivered again after its acknowledgement returned, unless something newer came, or it was revived.</summary>
internal static class SettledRule
{
    public static IEnumerable<Violation> Check(ListenerIndex listener)
    {
        foreach (var subject in listener.Handed.GroupBy(handed => handed.Event.Subject))
        {
            var settled = new List<(long Number, long From, long At, string Token)>();
            foreach (var (fetch, handed) in subject)
            {
                // A token that was given before the listener was moved settles nothing afterwards.
                settled.AddRange(listener.UsesOf(handed.Token)
                    .Where(use => use is { Settlement: Settlement.Acknowledge, Outcome: OperationOutcome.Confirmed })
                    .Select(use => (handed.Number, fetch.Invoked, use.Completed, handed.Token)));
            }

            foreach (var (fetch, handed) in subject)
            {
                // The settlement that says most among those that were over when the fetch began.
                var before = settled.Where(one => one.At < fetch.Invoked && one.Number >= handed.Number).ToArray();
                if (before.Length > 0 && before.All(one => !listener.MayBeRevived(handed.Subject, one.From, fetch.Completed)))
                {
                    yield return new Violation(
                        "settled",
                        $"{handed.Subject}#{handed.Number} was handed out by «{fetch}» though #{before[0].Number} had been acknowledged with {before[0].Token}");
                }
            }
        }
    }
}
