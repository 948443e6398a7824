using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Leases;

/// <summary>Restores the leases of a group from their stored records.</summary>
/// <param name="leases">Receives the records.</param>
/// <param name="blind">Receives the leases that name events which could not be read.</param>
/// <param name="named">The events that the records name, by listener and number.</param>
/// <param name="now">The store's time.</param>
internal sealed class LeaseRestoration(
    LeaseBook leases, BlindLeases blind, IReadOnlyDictionary<(Guid Listener, long Number), EventRecord> named, DateTimeOffset now)
{
    /// <summary>The events that must be read before a queue can be rebuilt: those that leases name.</summary>
    /// <param name="state">What is stored of the group.</param>
    /// <returns>The numbers of each listener, ascending.</returns>
    public static IReadOnlyDictionary<Guid, ImmutableArray<long>> NamedBy(GroupState state) => state.Leases
        .GroupBy(record => record.Listener)
        .ToDictionary(
            records => records.Key,
            records => records.SelectMany(record => record.Entries).Where(entry => !entry.Ended)
                .SelectMany(entry => entry.Numbers).Distinct().Order().ToImmutableArray());

    /// <summary>Restores the leases of a record.</summary>
    /// <param name="listener">The record's listener.</param>
    /// <param name="record">The record.</param>
    public void Restore(QueuedListener listener, LeaseRecord record)
    {
        var slots = new int[record.Entries.Length];
        for (var index = 0; index < slots.Length; index++)
            slots[index] = record.Entries[index].Ended ? LeaseBook.Ended : Restore(listener, record, index);
        leases.Add(record.Generation, listener, slots);
    }

    private int Restore(QueuedListener listener, LeaseRecord record, int index)
    {
        var entry = record.Entries[index];
        var slot = listener.FindOrAdd(entry.Subject);
        if (listener.Table[slot].Side?.Lease is { } earlier)
        {
            // Two records cannot both lease a subject. Should they, the later one does, and the earlier one's lease is written as ended.
            leases.EndByTime(earlier.Generation, earlier.Index);
            listener.Leases.Undo(slot, now);
        }

        var isCurrent = record.Position == listener.Position;
        var pending = listener.Events.Pending(slot);
        var given = entry.Numbers
            .Select(number => Array.Find(pending, open => open.Number == number) ?? named.GetValueOrDefault((record.Listener, number)))
            .OfType<EventRecord>().ToArray();
        var held = isCurrent ? Array.FindAll(given, open => IsOpen(listener, open.Number)) : [];
        if (isCurrent)
            listener.EntryNumbers.SetHeld(slot, held, entry.Numbers[^1]);
        var lease = new EntryLease
        {
            Generation = record.Generation,
            Index = index,
            Until = entry.Until,
            Attempts = entry.Attempts,
            Highest = isCurrent ? entry.Numbers[^1] : 0,
            Given = given,
            Held = held,
        };
        listener.Leases.Restore(slot, lease);
        if (given.Length < entry.Numbers.Length)
            blind.Add(listener, slot, lease);
        return slot;
    }

    private static bool IsOpen(QueuedListener listener, long number) => listener.Numbers.IsRowed(number)
        || (number > listener.CommittedFrontier && !listener.Numbers.IsCoveredAhead(number));
}
