using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>What one fetch leased. It outlives the silo that handled the fetch.</summary>
/// <param name="Generation">Identifies the record in its listener group.</param>
/// <param name="Listener">The listener of the group that fetched.</param>
/// <param name="Position">The ordinal of the listener's position at the fetch.</param>
/// <param name="Entries">The leased entries, one for each subject.</param>
public sealed record LeaseRecord(Generation Generation, Guid Listener, long Position, ImmutableArray<LeasedEntry> Entries);
