using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Leases;

/// <summary>The lease of one entry of a record ended.</summary>
/// <param name="Generation">Which record.</param>
/// <param name="Index">Which of its entries; -1 for a record of which nothing stood any more.</param>
internal readonly record struct LeaseEnd(Generation Generation, int Index);
