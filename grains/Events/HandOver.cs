using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Events;

/// <summary>The events that a router hands to one listener.</summary>
/// <param name="Group">The listener's group.</param>
/// <param name="Listener">The listener.</param>
/// <param name="Reached">The number of the last event that the listener knows after this.</param>
/// <param name="Events">The events; default when the listener is only told the number and reads the log itself.</param>
public readonly record struct HandOver(Guid Group, Guid Listener, long Reached, ImmutableArray<EventRecord> Events);
