using MoCluster.Grains.Listeners.Queues.Leases;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Turns;

/// <summary>The leases that a turn extends. They last longer once its commit is known.</summary>
internal sealed class TurnTouches
{
    private readonly Dictionary<LeaseKey, (EntrySlot At, DateTimeOffset Until)> _touched = [];

    /// <summary>The changes to write.</summary>
    public IEnumerable<LeaseChange> Changes => _touched
        .Select(pair => new LeaseChange(pair.Key.Generation, pair.Key.Index, pair.Value.Until, Ended: false));

    /// <summary>Until when this turn extends a lease; null when it does not.</summary>
    public DateTimeOffset? Find(LeaseKey lease) => _touched.TryGetValue(lease, out var touched) ? touched.Until : null;

    /// <summary>Extends a lease.</summary>
    /// <param name="lease">How the lease book names it.</param>
    /// <param name="at">The leased entry.</param>
    /// <param name="until">When it ends from now on.</param>
    public void Add(LeaseKey lease, EntrySlot at, DateTimeOffset until) => _touched[lease] = (at, until);

    /// <summary>The leases last longer from now on: the commit became true.</summary>
    public void Complete()
    {
        foreach (var (at, until) in _touched.Values)
        {
            if (at.Entry.Side?.Lease is { } lease)
                lease.Until = until;
        }
    }
}
