using MoCluster.Grains.Storage.Listeners;
using MoCluster.History;

namespace MoCluster.Simulation.Judging;

/// <summary>
/// No event is handed out while another one is ready that comes first: not silenced before silenced, then by priority, attempts and first
/// number. An entry is ready if the activation surely had read it, and it is not leased, parked, delayed, or excluded by another one with
/// its keys.
/// </summary>
internal static class OrderRules
{
    /// <summary>Judges the hand-outs of one listener in a commit.</summary>
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

        // A leased entry excludes by the keys of all its open numbers, including those that arrived since.
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
            new("order", $"{decision.Of(listener)} hands out {one} although {other} comes first");
    }

    private static (bool Silenced, int Priority, int Attempts, long First) Place(DurableListener listener, LeasedEntry entry) => (
        listener.IsSilenced(entry.Subject),
        entry.Numbers.Min(number => listener.Event(number).Priority),
        entry.Attempts - 1,
        entry.Numbers[0]);

    /// <summary>The worst place that an entry surely has; null when it may not be ready.</summary>
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
