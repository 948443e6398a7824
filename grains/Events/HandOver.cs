using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Events;

/// <summary>What a router hands to one listener.</summary>
/// <param name="Group">The listener's group.</param>
/// <param name="Listener">The listener.</param>
/// <param name="Reached">The number up to which the log reaches with it.</param>
/// <param name="Events">The events; default when only the number is told.</param>
public readonly record struct HandOver(Guid Group, Guid Listener, long Reached, ImmutableArray<EventRecord> Events);
