using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Leases;

/// <summary>Names one lease: an entry of a lease record.</summary>
/// <param name="Generation">The record.</param>
/// <param name="Index">Which of its entries; -1 for a record without standing leases.</param>
internal readonly record struct LeaseKey(Generation Generation, int Index);
