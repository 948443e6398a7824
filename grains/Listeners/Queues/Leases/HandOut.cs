using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Leases;

/// <summary>What one fetch leased. Nothing of it is answered until its commit is known.</summary>
/// <param name="Listener">The listener.</param>
/// <param name="Record">The lease record.</param>
/// <param name="Slots">The entries, in the record's order.</param>
/// <param name="Deliveries">What the caller is answered.</param>
internal sealed record HandOut(QueuedListener Listener, LeaseRecord Record, int[] Slots, ImmutableArray<Delivery> Deliveries);
