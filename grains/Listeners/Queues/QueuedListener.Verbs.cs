using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues.Entries;

namespace MoCluster.Grains.Listeners.Queues;

/// <content>What those who look after a queue do to its entries, and what they see of it.</content>
internal sealed partial class QueuedListener
{
    /// <summary>
    /// Whether something can be done to an entry. What is in somebody's hand stays there: it can only be silenced and unsilenced.
    /// </summary>
    public static bool Applies(EntryVerb verb, ref readonly Entry entry) => verb switch
    {
        EntryVerb.Silence => !entry.IsSilenced && entry.IsOpen,
        EntryVerb.Unsilence => entry.IsSilenced && entry.IsOpen,
        EntryVerb.Rerun => !entry.IsLeased && entry.HasPending && entry.Side?.NotBefore is not null,
        EntryVerb.Park => !entry.IsLeased && entry.HasPending && !entry.IsParked,
        EntryVerb.Replay => !entry.IsLeased && entry.HasPending && entry.IsParked,
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "There is no such verb."),
    };

    /// <summary>Does something to an entry that stands aside, and to which it applies.</summary>
    public void Change(int slot, EntryVerb verb, string? reason)
    {
        ref var entry = ref Table[slot];
        entry.Side ??= new EntrySide();
        RowsOwed.Add(slot);
        switch (verb)
        {
            case EntryVerb.Silence:
                SetSilenced(ref entry, true);
                break;
            case EntryVerb.Unsilence:
                SetSilenced(ref entry, false);
                EndDelay(ref entry);
                break;
            case EntryVerb.Rerun:
                EndDelay(ref entry);
                break;
            case EntryVerb.Park:
                Set(slot, new DeliveryState(entry.Attempts, null, Parked: true, reason ?? entry.Side?.Reason));
                break;
            case EntryVerb.Replay:
                Set(slot, DeliveryState.Fresh);
                break;
        }
    }

    /// <summary>A change was not committed. The entry stands aside.</summary>
    /// <param name="slot">The entry.</param>
    /// <param name="silenced">Whether it was silenced.</param>
    /// <param name="state">How it was; null when a newer event has voided that.</param>
    public void Restore(int slot, bool silenced, DeliveryState? state)
    {
        ref var entry = ref Table[slot];
        SetSilenced(ref entry, silenced);
        if (state is not null)
            Set(slot, state);
    }

    /// <summary>Goes through entries by the number of their latest event.</summary>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="after">Those above this number.</param>
    /// <param name="limit">How many are found at most.</param>
    /// <param name="looks">How many are looked at at most.</param>
    /// <param name="found">Receives their slots.</param>
    /// <returns>After which number to go on; null when that was all.</returns>
    public long? Find(EntryFilter filter, long after, int limit, int looks, List<int> found)
    {
        var last = after;
        foreach (var (number, slot) in Candidates(filter, after))
        {
            if (found.Count == limit || looks-- == 0)
                return last;
            last = number;
            if (LatestNumber(in Table[slot]) == number && Meets(filter, slot))
                found.Add(slot);
        }

        return null;
    }

    /// <summary>What is seen of an entry of which something is open.</summary>
    public QueuedEvent Show(int slot)
    {
        ref readonly var entry = ref Table[slot];
        var lease = entry.Side?.Lease;
        var latest = entry.HasPending ? Pending(slot)[^1] : lease!.Held[^1];
        var standing = lease is not null ? EntryStanding.Leased
            : entry.IsParked ? EntryStanding.Parked
            : entry.Side?.NotBefore is not null ? EntryStanding.Delayed
            : EntryStanding.Pending;
        return new QueuedEvent(
            latest,
            PriorityOf(in entry),
            lease?.Attempts ?? entry.Attempts,
            standing,
            lease?.Until ?? entry.Side?.NotBefore,
            entry.IsSilenced,
            entry.Side?.Reason);
    }

    /// <summary>The event that has waited longest of those that raise alerts: neither silenced nor parked. Null for none.</summary>
    /// <param name="looks">How many are looked at at most: where all of them are set aside, it is not found.</param>
    public DateTimeOffset? OldestOpen(int looks)
    {
        foreach (var (number, slot) in Numbers.OpenAbove(0))
        {
            if (looks-- == 0)
                break;
            ref readonly var entry = ref Table[slot];
            if (entry.IsSilenced || entry.IsParked)
                continue;
            var record = Array.Find(entry.Side?.Lease?.Held ?? [], held => held.Number == number);
            return (record ?? Array.Find(Pending(slot), pending => pending.Number == number))?.Time;
        }

        return null;
    }

    private static void EndDelay(ref Entry entry)
    {
        if (entry.Side is not { } side)
            return;
        side.NotBefore = null;

        // What the same turn gave back waits no longer either.
        if (side.Lease is { Nacked: { } back } lease)
            lease.Nacked = back with { NotBefore = null };
    }

    private static long LatestNumber(ref readonly Entry entry) =>
        entry.HasPending ? entry.Number : entry.Side?.Lease is { Held: { Length: > 0 } held } ? held[^1].Number : 0;

    private static int PriorityOf(ref readonly Entry entry) => entry.HasPending ? entry.Priority : LowestOf(entry.Side!.Lease!.Held);

    private IEnumerable<(long Number, int Slot)> Candidates(EntryFilter filter, long after)
    {
        if (filter.Subjects is not { } subjects)
            return Numbers.OpenAbove(after);
        var named = new List<(long Number, int Slot)>();
        foreach (var subject in subjects.Distinct(StringComparer.Ordinal))
        {
            if (Table.TryFind(subject, out var slot) && LatestNumber(in Table[slot]) is var number && number > after)
                named.Add((number, slot));
        }

        named.Sort();
        return named;
    }

    private bool Meets(EntryFilter filter, int slot)
    {
        ref readonly var entry = ref Table[slot];
        return (filter.Silenced is not { } silenced || silenced == entry.IsSilenced)
            && (filter.Parked is not { } parked || parked == entry.IsParked)
            && (filter.Priorities is not { } priorities || priorities.Contains(PriorityOf(in entry)));
    }
}
