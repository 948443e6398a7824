using System.Collections.Immutable;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Stores.Sqlite.Rows;

/// <summary>Puts lease records and the changes of their entries together.</summary>
internal static class LeaseRows
{
    /// <summary>The lease records with the changes applied.</summary>
    public static ImmutableSortedDictionary<Generation, LeaseRecord> Change(IEnumerable<LeaseRecord> leases, IEnumerable<LeaseChange> changes)
    {
        var byGeneration = changes.ToLookup(change => change.Generation);
        return leases.ToImmutableSortedDictionary(lease => lease.Generation, lease => Change(lease, byGeneration[lease.Generation]));
    }

    private static LeaseRecord Change(LeaseRecord lease, IEnumerable<LeaseChange> changes)
    {
        ImmutableArray<LeasedEntry>.Builder? entries = null;
        foreach (var change in changes)
        {
            entries ??= lease.Entries.ToBuilder();
            entries[change.Index] = entries[change.Index].After(change);
        }

        return entries is null ? lease : lease with { Entries = entries.ToImmutable() };
    }
}
