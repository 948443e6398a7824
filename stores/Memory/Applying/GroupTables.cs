using System.Collections.Immutable;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Applying;

/// <summary>Changes listener groups in a state.</summary>
internal static class GroupTables
{
    /// <summary>The state after progress was written under an epoch.</summary>
    public static StoreState Write(StoreState state, GroupWrite write, long epoch)
    {
        var group = state.GroupOf(write.Group);
        var listeners = state.Listeners;
        foreach (var progress in write.Listeners)
            listeners = listeners.SetItem(progress.Listener, ListenerTables.Advance(listeners[progress.Listener], progress));

        return state with
        {
            Listeners = listeners,
            Groups = state.Groups.SetItem(write.Group, group with { Epoch = epoch, Leases = ChangeLeases(group.Leases, write) }),
        };
    }

    private static ImmutableSortedDictionary<Generation, LeaseRecord> ChangeLeases(
        ImmutableSortedDictionary<Generation, LeaseRecord> leases, GroupWrite write)
    {
        foreach (var lease in write.Leases)
            leases = leases.SetItem(lease.Generation, lease);
        for (var i = 0; i < write.LeaseChanges.Length;)
            leases = ChangeLease(leases, write.LeaseChanges, ref i);
        return write.LeasesDropped.IsEmpty ? leases : leases.RemoveRange(write.LeasesDropped);
    }

    /// <summary>Applies consecutive changes of one record together, so that its entries are copied once.</summary>
    private static ImmutableSortedDictionary<Generation, LeaseRecord> ChangeLease(
        ImmutableSortedDictionary<Generation, LeaseRecord> leases, ImmutableArray<LeaseChange> changes, ref int i)
    {
        var generation = changes[i].Generation;
        var entries = leases.TryGetValue(generation, out var lease) ? lease.Entries.ToBuilder() : null;
        for (; i < changes.Length && changes[i].Generation == generation; i++)
        {
            if (entries is null)
                continue;
            entries[changes[i].Index] = entries[changes[i].Index].After(changes[i]);
        }

        return lease is null ? leases : leases.SetItem(generation, lease with { Entries = entries!.MoveToImmutable() });
    }
}
