using MoCluster.History.Rules;

namespace MoCluster.History;

/// <summary>
/// Judges a run by what its clients saw and what the store held at its end (docs/guarantees.md §1). Where the answers leave something open, every
/// rule decides in favour of the system. So a violation is one in every order of events that fits the history.
/// </summary>
public static class HistoryChecker
{
    /// <summary>Judges a run that is over.</summary>
    /// <param name="history">Everything that the run recorded.</param>
    /// <returns>The broken promises; empty if all were kept.</returns>
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
