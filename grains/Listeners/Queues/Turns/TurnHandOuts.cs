using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Leases;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Turns;

/// <summary>The hand-outs of a turn: leases that become true with its commit.</summary>
/// <param name="queue">The queue.</param>
/// <param name="leases">The group's lease records.</param>
/// <param name="ledger">What the turn did.</param>
/// <param name="now">The store's time.</param>
internal sealed class TurnHandOuts(ListenerQueue queue, LeaseBook leases, TurnLedger ledger, DateTimeOffset now)
{
    private readonly List<HandOut> _handOuts = [];

    /// <summary>The records to write.</summary>
    public ImmutableArray<LeaseRecord> Records => [.. _handOuts.Select(handOut => handOut.Record)];

    /// <summary>Leases ready entries in their order, at most one a key, within the limit and the window.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="window">How many may be in flight at once, besides the listener's own limit.</param>
    /// <returns>What was leased; null for nothing.</returns>
    public HandOut? Fetch(QueuedListener listener, int limit, int window)
    {
        var policy = listener.Definition.Policy;
        var most = Math.Min(limit, Math.Min(window, policy.MaxInFlight) - listener.Leases.Count);
        if (most <= 0 || !queue.HasReady(listener))
            return null;
        var generation = default(Generation);
        var until = now + policy.Lease;
        var entries = ImmutableArray.CreateBuilder<LeasedEntry>(Math.Min(most, listener.Ready.Count));
        var deliveries = ImmutableArray.CreateBuilder<Delivery>(entries.Capacity);
        var slots = new List<int>(entries.Capacity);
        while (slots.Count < most && listener.Ready.TryTake(out var slot))
        {
            if (slots.Count == 0)
                generation = queue.NextGeneration();
            ledger.Claim(listener, slot);
            var priority = listener.Table[slot].Priority;
            var lease = listener.Leases.Lease(slot, generation, slots.Count, until);
            var (latest, numbers) = (lease.Given[^1], NumbersOf(lease.Given));
            entries.Add(new LeasedEntry(latest.Subject, numbers, lease.Attempts, until));
            var token = EventToken.Text(
                queue.Incarnation, listener.Definition.Uuid, queue.Group, listener.Position, generation, slots.Count, numbers.AsSpan());
            deliveries.Add(new Delivery(latest, priority, lease.Attempts, token, until));
            slots.Add(slot);
        }

        if (slots.Count == 0)
            return null;
        var record = new LeaseRecord(generation, listener.Definition.Uuid, listener.Position, entries.DrainToImmutable());
        var handOut = new HandOut(listener, record, [.. slots], deliveries.DrainToImmutable());
        leases.Add(generation, listener, handOut.Slots);
        _handOuts.Add(handOut);
        return handOut;
    }

    /// <summary>Whether the turn itself gave a lease, which is not committed yet.</summary>
    /// <param name="lease">The lease.</param>
    public bool Gave(EntryLease lease) => _handOuts.Exists(handOut => handOut.Record.Generation == lease.Generation);

    /// <summary>Counts the deliveries, which are committed.</summary>
    public void Count()
    {
        foreach (var handOut in _handOuts)
        {
            handOut.Listener.Tally.Delivered += handOut.Slots.Length;
            foreach (var delivery in handOut.Deliveries)
                handOut.Listener.Tally.Redelivered += delivery.Attempt > 1 ? 1 : 0;
        }
    }

    /// <summary>Undoes the leases, which were not committed, the last hand-out first.</summary>
    public void Undo()
    {
        for (var i = _handOuts.Count - 1; i >= 0; i--)
        {
            leases.Forget(_handOuts[i].Record.Generation);
            foreach (var slot in _handOuts[i].Slots)
                _handOuts[i].Listener.Leases.Undo(slot, now);
        }
    }

    private static ImmutableArray<long> NumbersOf(EventRecord[] events)
    {
        var numbers = new long[events.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = events[i].Number;
        return ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }
}
