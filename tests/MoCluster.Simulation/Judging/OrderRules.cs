using MoCluster.Grains.Storage.Listeners;
using MoCluster.History;

namespace MoCluster.Simulation.Judging;

/// <summary>
/// Nothing is handed out while something else is ready that goes first: not silenced before silenced, then by priority, attempts and first
/// number. Ready is what the activation surely had read, in nobody's hand, neither set aside nor delayed, and behind no other of its keys.
/// </summary>
internal static class OrderRules
{
    /// <summary>Judges what a commit hands out of one listener.</summary>
    public static IEnumerable<Violation> Check(Decision decision, DurableListener listener, IReadOnlyList<LeasedEntry> given)
    {
        var decided = given[0].Until - listener.Definition.Policy.Lease;
        var places = given.Select(entry => Place(listener, entry)).ToArray();
        for (var i = 1; i < places.Length; i++)
        {
            if (places[i].CompareTo(places[i - 1]) < 0)
                yield return Wrong(given[i - 1].Subject, given[i].Subject);
        }

        var last = places.Max();

        // What is in a hand excludes by the keys of all that is open of it, what arrived since included.
        var busy = decision.Group.Leases.SelectMany(lease => lease.Keys.Concat(decision.Group.Listeners[lease.Listener].KeysOf(lease.Entry.Subject)))
            .Concat(decision.Write.Leases.SelectMany(record => record.Entries
                .SelectMany(entry => decision.Group.Listeners[record.Listener].KeysOf(entry.Subject))))
            .ToHashSet();
        foreach (var (subject, open) in listener.Open)
        {
            if (Ready(decision, listener, subject, open, decided) is not { } place || place.CompareTo(last) >= 0)
                continue;
            if (listener.KeysOf(subject).Any(busy.Contains) || SharesKeys(listener, subject))
                continue;
            yield return Wrong(given[Array.IndexOf(places, last)].Subject, subject);
        }

        Violation Wrong(string one, string other) =>
            new("order", $"{decision.Of(listener)} hands out {one} though {other} goes before it");
    }

    private static (bool Silenced, int Priority, int Attempts, long First) Place(DurableListener listener, LeasedEntry entry) => (
        listener.IsSilenced(entry.Subject),
        entry.Numbers.Min(number => listener.Event(number).Priority),
        entry.Attempts - 1,
        entry.Numbers[0]);

    /// <summary>Where an entry surely stands at the latest; null where it may not be ready.</summary>
    private static (bool Silenced, int Priority, int Attempts, long First)? Ready(
        Decision decision, DurableListener listener, string subject, SortedSet<long> open, DateTimeOffset decided)
    {
        if (listener.Leases.ContainsKey(subject) || decision.Write.Leases.Any(record =>
            record.Listener == listener.Definition.Uuid && record.Entries.Any(entry => entry.Subject == subject)))
        {
            return null;
        }

        var row = listener.Rows.GetValueOrDefault(subject);
        if (decision.ProgressOf(listener) is { } progress && (progress.Rows.Any(written => written.Subject == subject)
            || progress.RowsDropped.Contains(subject) || open.Overlaps(decision.SettledOf(listener))))
        {
            return null;
        }

        var known = open.Where(number => listener.IsRead(number) || (row is not null && row.Events.Any(record => record.Number == number))).ToArray();
        if (known.Length == 0)
            return null;
        var isNewer = row is null || known[^1] > row.Events[^1].Number;
        if (!isNewer && (row!.Parked || row.NotBefore > decided))
            return null;
        return (listener.IsSilenced(subject), known.Min(number => listener.Event(number).Priority), isNewer ? 0 : row!.Attempts, known[0]);
    }

    private static bool SharesKeys(DurableListener listener, string subject)
    {
        var keys = listener.KeysOf(subject).ToHashSet();
        return listener.Open.Keys.Any(other => other != subject && listener.KeysOf(other).Any(keys.Contains));
    }
}
