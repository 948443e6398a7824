using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues.Leases;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues;

/// <content>How leases come back from their records.</content>
internal sealed partial class ListenerQueue
{
    /// <summary>Which events must be at hand before a queue can be rebuilt: those that standing leases name.</summary>
    /// <param name="state">What is stored of the group.</param>
    /// <returns>Numbers a listener, ascending.</returns>
    public static IReadOnlyDictionary<Guid, ImmutableArray<long>> NamedBy(GroupState state) => state.Leases
        .GroupBy(record => record.Listener)
        .ToDictionary(
            records => records.Key,
            records => records.SelectMany(record => record.Entries).Where(entry => !entry.Ended)
                .SelectMany(entry => entry.Numbers).Distinct().Order().ToImmutableArray());

    /// <summary>
    /// Whether an entry is in somebody's hand of which not all events could be read: after a position was set, the log may let go of what was
    /// given before. By its keys nothing can be excluded, so that nobody gets anything before it is back, or its lease is over.
    /// </summary>
    private bool IsBlind
    {
        get
        {
            _blind.RemoveAll(entry =>
                entry.Listener.Table[entry.Slot].Side?.Lease is not { } lease || (lease.Generation, lease.Index) != (entry.Generation, entry.Index));
            return _blind.Count > 0;
        }
    }

    /// <summary>Whether a listener has something that may be handed out now.</summary>
    public bool HasReady(QueuedListener listener) => listener is { IsServing: true, Ready.Count: > 0 } && !IsBlind;

    private void RestoreLeases(LeaseRecord record, IReadOnlyDictionary<(Guid, long), EventRecord> named, DateTimeOffset now)
    {
        if (Find(record.Listener) is not { } listener)
            return;
        var slots = new int[record.Entries.Length];
        for (var index = 0; index < slots.Length; index++)
            slots[index] = record.Entries[index].Ended ? -1 : RestoreLease(listener, record, index, named, now);
        _leases.Add(record.Generation, listener, slots);
    }

    private int RestoreLease(
        QueuedListener listener, LeaseRecord record, int index, IReadOnlyDictionary<(Guid, long), EventRecord> named, DateTimeOffset now)
    {
        var entry = record.Entries[index];
        var slot = listener.FindOrAdd(entry.Subject);
        if (listener.Table[slot].Side?.Lease is { } earlier)
        {
            // Two records cannot both hold a subject; should they, the later one does, and the earlier one's is told to have ended.
            _leases.EndByTime(earlier.Generation, earlier.Index);
            listener.UndoLease(slot, now);
        }

        var isCurrent = record.Position == listener.Position;
        var pending = listener.Pending(slot);
        var given = entry.Numbers
            .Select(number => Array.Find(pending, open => open.Number == number) ?? named.GetValueOrDefault((record.Listener, number)))
            .OfType<EventRecord>().ToArray();
        var held = isCurrent ? Array.FindAll(given, open => IsOpen(listener, open.Number)) : [];
        if (isCurrent)
            listener.SetHeld(slot, held, entry.Numbers[^1]);

        listener.RestoreLease(slot, new EntryLease
        {
            Generation = record.Generation,
            Index = index,
            Until = entry.Until,
            Attempts = entry.Attempts,
            Highest = isCurrent ? entry.Numbers[^1] : 0,
            Given = given,
            Held = held,
        });
        if (given.Length < entry.Numbers.Length)
            _blind.Add((listener, slot, record.Generation, index));
        return slot;
    }

    private static bool IsOpen(QueuedListener listener, long number) => listener.Numbers.IsRowed(number)
        || (number > listener.CommittedFrontier && !listener.Numbers.IsCoveredAhead(number));
}
