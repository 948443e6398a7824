namespace MoCluster.History;

/// <summary>How much a run did, so that a test can refuse a run that did too little to prove anything.</summary>
/// <param name="Published">Events whose publication was confirmed.</param>
/// <param name="Mutated">Mutations that were confirmed.</param>
/// <param name="Refused">Calls that were refused.</param>
/// <param name="Handed">Events that were handed out.</param>
/// <param name="Acknowledged">Tokens whose acknowledgement was confirmed.</param>
/// <param name="Unknown">Calls whose outcome the caller never learned.</param>
public sealed record HistorySummary(long Published, long Mutated, long Refused, long Handed, long Acknowledged, long Unknown)
{
    /// <summary>Counts the calls of a history.</summary>
    /// <param name="history">The history of the run.</param>
    public static HistorySummary Of(History history)
    {
        var confirmed = history.Operations.Where(operation => operation.Outcome == OperationOutcome.Confirmed).ToArray();
        return new HistorySummary(
            confirmed.OfType<Publish>().Sum(publish => (long)publish.Entries.Count),
            confirmed.OfType<Mutate>().LongCount(),
            history.Operations.LongCount(operation => operation.Outcome == OperationOutcome.Refused),
            confirmed.OfType<Fetch>().Sum(fetch => (long)fetch.Events.Count),
            confirmed.OfType<Settle>().Where(settle => settle.Settlement == Settlement.Acknowledge).Sum(settle => (long)settle.Tokens.Count),
            history.Operations.LongCount(operation => operation.Outcome == OperationOutcome.Unknown));
    }
}
