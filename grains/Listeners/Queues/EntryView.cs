using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Numbers;
using MoCluster.Grains.Listeners.Queues.Transitions;

namespace MoCluster.Grains.Listeners.Queues;

/// <summary>Finds and shows the entries of a listener's queue, for its owner and for operators.</summary>
/// <param name="table">The entries.</param>
/// <param name="numbers">The listener's open numbers.</param>
/// <param name="events">Packs the entries' events.</param>
internal sealed class EntryView(EntryTable table, NumberMap numbers, EntryEvents events)
{
    /// <summary>Finds entries, ordered by the number of their latest event.</summary>
    /// <param name="filter">Selects the entries.</param>
    /// <param name="after">Only entries whose latest number is above this.</param>
    /// <param name="limit">How many are found at most.</param>
    /// <param name="looks">How many are examined at most.</param>
    /// <param name="found">Receives the slots of the entries.</param>
    /// <returns>The number after which to continue; null when that was all.</returns>
    public long? Find(EntryFilter filter, long after, int limit, int looks, List<int> found)
    {
        var last = after;
        foreach (var (number, slot) in Candidates(filter, after))
        {
            if (found.Count == limit || looks-- == 0)
                return last;
            last = number;
            if (table[slot].LatestNumber == number && Matches(filter, slot))
                found.Add(slot);
        }

        return null;
    }

    /// <summary>Shows an entry that has an open number.</summary>
    public QueuedEvent Show(int slot)
    {
        ref readonly var entry = ref table[slot];
        var lease = entry.Side?.Lease;
        var latest = entry.HasPending || lease is null ? events.Pending(slot)[^1] : lease.Held[^1];
        var standing = lease is not null ? EntryStanding.Leased
            : entry.IsParked ? EntryStanding.Parked
            : entry.NotBefore is not null ? EntryStanding.Delayed
            : EntryStanding.Pending;
        return new QueuedEvent(
            latest,
            PriorityOf(in entry),
            lease?.Attempts ?? entry.Attempts,
            standing,
            lease?.Until ?? entry.NotBefore,
            entry.IsSilenced,
            entry.Side?.Reason);
    }

    /// <summary>
    /// The time of the event that has waited longest, among those that raise alerts: neither silenced nor parked. Null when there is none, and
    /// when all that were examined are silenced or parked.
    /// </summary>
    /// <param name="looks">How many are examined at most.</param>
    public DateTimeOffset? OldestOpen(int looks)
    {
        foreach (var (number, slot) in numbers.OpenAbove(0))
        {
            if (looks-- == 0)
                break;
            ref readonly var entry = ref table[slot];
            if (entry.IsSilenced || entry.IsParked)
                continue;
            var record = Array.Find(entry.Side?.Lease?.Held ?? [], held => held.Number == number);
            return (record ?? Array.Find(events.Pending(slot), pending => pending.Number == number))?.Time;
        }

        return null;
    }

    private static int PriorityOf(ref readonly Entry entry) =>
        entry.HasPending ? entry.Priority : OpenEvents.LowestPriority(entry.Lease.Held);

    private IEnumerable<(long Number, int Slot)> Candidates(EntryFilter filter, long after)
    {
        if (filter.Subjects is not { } subjects)
            return numbers.OpenAbove(after);
        var named = new List<(long Number, int Slot)>();
        foreach (var subject in subjects.Distinct(StringComparer.Ordinal))
        {
            if (table.TryFind(subject, out var slot) && table[slot].LatestNumber is var number && number > after)
                named.Add((number, slot));
        }

        named.Sort();
        return named;
    }

    private bool Matches(EntryFilter filter, int slot)
    {
        ref readonly var entry = ref table[slot];
        return (filter.Silenced is not { } silenced || silenced == entry.IsSilenced)
            && (filter.Parked is not { } parked || parked == entry.IsParked)
            && (filter.Priorities is not { } priorities || priorities.Contains(PriorityOf(in entry)));
    }
}
