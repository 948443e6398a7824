using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Leases;

namespace MoCluster.Grains.Listeners.Queues.Turns;

/// <summary>A lease that a turn ends. It stays in force until the outcome of the turn's commit is known.</summary>
/// <param name="At">The entry.</param>
/// <param name="Key">How the lease book names the lease.</param>
/// <param name="Lease">The lease.</param>
internal readonly record struct EndedLease(EntrySlot At, LeaseKey Key, EntryLease Lease);
