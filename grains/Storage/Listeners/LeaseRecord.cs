using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>One hand-out: what a fetch leased. It survives the silo that gave it.</summary>
/// <param name="Generation">Which hand-out.</param>
/// <param name="Listener">To which listener of the group.</param>
/// <param name="Position">The listener's position at the time, an ordinal.</param>
/// <param name="Entries">What was leased, an entry a subject.</param>
public sealed record LeaseRecord(Generation Generation, Guid Listener, long Position, ImmutableArray<LeasedEntry> Entries);
