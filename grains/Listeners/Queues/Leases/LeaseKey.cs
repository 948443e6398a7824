using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Leases;

/// <summary>Names one lease: an entry of a lease record.</summary>
/// <param name="Generation">The record.</param>
/// <param name="Index">The index of the entry in it; -1 for a record in which all leases have ended.</param>
internal readonly record struct LeaseKey(Generation Generation, int Index);
