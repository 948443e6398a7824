namespace MoCluster.Stores.Sqlite.Maintenance;

/// <summary>A restore that was ended.</summary>
/// <param name="Incarnation">The new incarnation of the data.</param>
/// <param name="Batches">How many batches of commits it has seen.</param>
/// <param name="DroppedWal">Whether the WAL of the former database was deleted.</param>
public sealed record RestoredData(Guid Incarnation, long Batches, bool DroppedWal);
