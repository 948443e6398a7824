using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Applying;

/// <summary>Changes deliveries in a state.</summary>
internal static class DeliveryTables
{
    /// <summary>The state after the deliveries of a commit were written and earlier ones changed.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="time">The time of the commit.</param>
    public static StoreState Write(StoreState state, Commit commit, DateTimeOffset time)
    {
        if (commit.Deliveries.IsEmpty && commit.DeliveryChanges.IsEmpty)
            return state;

        var (rows, last) = (state.Deliveries.ToBuilder(), state.LastDelivery);
        foreach (var write in commit.Deliveries)
            rows.Add(++last, new DeliveryRow(write.Registration, last, write.Object, write.Payload, write.Route, time, 0, time, false, null));
        foreach (var change in commit.DeliveryChanges)
        {
            if (!rows.TryGetValue(change.Delivery.Number, out var row) || row.Key != change.Delivery)
                continue;
            if (After(row, change, time) is { } changed)
                rows[changed.Number] = changed;
            else
                rows.Remove(row.Number);
        }

        return state with { Deliveries = rows.ToImmutable(), LastDelivery = last };
    }

    /// <summary>A delivery after a change; null if it is gone.</summary>
    private static DeliveryRow? After(DeliveryRow row, DeliveryChange change, DateTimeOffset time) => change switch
    {
        DeliveryChange.Retried retried => row with { Attempts = retried.Attempts, Due = retried.Due, Parked = false, Reason = retried.Reason },
        DeliveryChange.Parked parked => row with { Attempts = parked.Attempts, Parked = true, Reason = parked.Reason },
        DeliveryChange.Replayed => row with { Attempts = 0, Due = time, Parked = false },
        _ => null,
    };
}
