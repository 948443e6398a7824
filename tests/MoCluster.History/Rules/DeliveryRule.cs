namespace MoCluster.History.Rules;

/// <summary>
/// An event reaches every listener that existed at its commit: a consumer acknowledged or parked the event itself, or a newer event of its
/// subject. Only listeners that were emptied are judged.
/// </summary>
internal static class DeliveryRule
{
    public static IEnumerable<Violation> Check(ListenerIndex listener)
    {
        if (!listener.Drained || listener.Deleted)
            yield break;
        var reached = new Dictionary<string, long>();
        foreach (var (_, handed) in listener.Handed)
        {
            if (listener.UsesOf(handed.Token).Any(use => use.Settlement != Settlement.Nack))
                reached[handed.Subject] = Math.Max(handed.Number, reached.GetValueOrDefault(handed.Subject));
        }

        var skipped = listener.Revivals.Select(revival => revival.Skipped ?? 0).DefaultIfEmpty().Max();
        foreach (var owed in listener.Owed.Where(owed => owed.Number > skipped))
        {
            if (reached.GetValueOrDefault(owed.Subject) < owed.Number)
            {
                yield return new Violation(
                    "delivery",
                    $"{owed} never reached listener {listener.Declared.Listener}; the last of its subject that did is {reached.GetValueOrDefault(owed.Subject)}");
            }
        }
    }
}
