using MoCluster.History.Rules;

namespace MoCluster.History;

/// <summary>
/// Judges a run by what its clients saw and what the store held at its end (DESIGN.md §11). Every rule is one-sided: what the answers do
/// not tell counts in favour of the system, so a violation is one under every order of events that fits the history.
/// </summary>
public static class HistoryChecker
{
    /// <summary>Judges a run that is over.</summary>
    /// <param name="history">What was recorded.</param>
    /// <returns>The broken promises; empty when all were kept.</returns>
    public static IReadOnlyList<Violation> Check(History history)
    {
        var log = new LogIndex(history);
        var listeners = ListenerIndex.Of(history, log);
        return
        [
            .. NumberRule.Check(history, log),
            .. MutationRule.Check(history),
            .. listeners.SelectMany(listener => DeliveryRule.Check(listener)),
            .. listeners.SelectMany(listener => SettledRule.Check(listener, history.IsWindowed)),
            .. listeners.SelectMany(listener => PriorityRule.Check(listener, log)),
            .. LeaseRule.Check(listeners),
        ];
    }
}
