namespace MoCluster.History.Rules;

/// <summary>
/// An event is not delivered again after its acknowledgement returned, unless a newer event of its subject came, or it was revived. An
/// older event is delivered after a newer one only if its lane may have been read later, possibly by another activation.
/// </summary>
internal static class SettledRule
{
    public static IEnumerable<Violation> Check(ListenerIndex listener, bool isWindowed)
    {
        var lanes = isWindowed ? listener.Log.ToDictionary(logged => logged.Number, logged => Lane.Of(logged.Priority)) : [];
        foreach (var subject in listener.Handed.GroupBy(handed => handed.Event.Subject))
        {
            var settled = new List<(long Number, long From, long At, string Token)>();
            foreach (var (fetch, handed) in subject)
            {
                // A token that was handed out before the listener was moved settles nothing afterwards.
                settled.AddRange(listener.UsesOf(handed.Token)
                    .Where(use => use is { Settlement: Settlement.Acknowledge, Outcome: OperationOutcome.Confirmed })
                    .Select(use => (handed.Number, fetch.Invoked, use.Completed, handed.Token)));
            }

            foreach (var (fetch, handed) in subject)
            {
                // The settlements that had ended when the fetch began and that cover this event.
                var before = settled.Where(one => one.At < fetch.Invoked && one.Number >= handed.Number && !MayFollow(handed.Number, one)).ToArray();
                if (before.Length > 0 && before.All(one => !listener.MayBeRevived(handed.Subject, one.From, fetch.Completed)))
                {
                    yield return new Violation(
                        "settled",
                        $"{handed.Subject}#{handed.Number} was handed out by «{fetch}» though #{before[0].Number} had been acknowledged with {before[0].Token}");
                }
            }

            bool MayFollow(long number, (long Number, long From, long At, string Token) settlement) => isWindowed
                && lanes.GetValueOrDefault(number) != lanes.GetValueOrDefault(settlement.Number);
        }
    }
}
