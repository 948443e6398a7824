using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Listeners.Queues.Turns;

/// <summary>A number that a turn settles.</summary>
/// <param name="At">The entry that had it.</param>
/// <param name="Event">The event of the number.</param>
/// <param name="Held">Whether the entry's lease held it.</param>
internal readonly record struct SettledNumber(EntrySlot At, EventRecord Event, bool Held);
