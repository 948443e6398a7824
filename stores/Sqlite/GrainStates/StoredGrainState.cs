namespace MoCluster.Stores.Sqlite.GrainStates;

/// <summary>The state of a grain as it is stored.</summary>
/// <param name="Tag">Another number after each write.</param>
/// <param name="State">The state's bytes; null if it was cleared.</param>
public sealed record StoredGrainState(long Tag, ReadOnlyMemory<byte>? State);
