using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Simulation.Judging;

/// <summary>A group according to the commits so far.</summary>
internal sealed class DurableGroup
{
    /// <summary>Its listeners.</summary>
    public Dictionary<Guid, DurableListener> Listeners { get; } = [];

    /// <summary>The leases of all its listeners whose end was not committed.</summary>
    public IEnumerable<DurableLease> Leases => Listeners.Values.SelectMany(listener => listener.Leases.Values);

    /// <summary>The leases that a write ends.</summary>
    public IEnumerable<DurableLease> EndedBy(GroupWrite write) => Leases.Where(lease => write.LeasesDropped.Contains(lease.Generation)
        || write.LeaseChanges.Any(change => change.Ended && change.Generation == lease.Generation && change.Index == lease.Index));

    /// <summary>Applies a write.</summary>
    public void Apply(GroupWrite write, long moment)
    {
        if (write.TakeEpoch)
        {
            foreach (var listener in Listeners.Values)
                listener.BeginEpoch();
            return;
        }

        foreach (var lease in EndedBy(write).ToArray())
        {
            Listeners[lease.Listener].Leases.Remove(lease.Entry.Subject);
            Listeners[lease.Listener].Touched[lease.Entry.Subject] = moment;
        }

        foreach (var lease in Leases.ToArray())
        {
            foreach (var change in write.LeaseChanges)
            {
                if (change.Generation == lease.Generation && change.Index == lease.Index && change.Until is { } until)
                    Give(lease with { Entry = lease.Entry with { Until = until } }, moment);
            }
        }

        foreach (var progress in write.Listeners)
        {
            if (Listeners.TryGetValue(progress.Listener, out var listener))
                listener.Apply(progress, moment);
        }

        foreach (var record in write.Leases)
        {
            foreach (var (index, entry) in record.Entries.Index())
            {
                var keys = entry.Numbers.Select(number => Listeners[record.Listener].Event(number).Key).Distinct();
                Give(new DurableLease(record.Listener, record.Generation, index, record.Position, entry, [.. keys]), moment);
            }
        }
    }

    private void Give(DurableLease lease, long moment)
    {
        var (listener, subject) = (Listeners[lease.Listener], lease.Entry.Subject);
        listener.Leases[subject] = lease;
        listener.Touched[subject] = moment;
        if (!listener.Given.TryGetValue(subject, out var given))
            listener.Given.Add(subject, given = []);
        given.Add(lease.Entry);
    }
}
