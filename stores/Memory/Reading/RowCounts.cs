namespace MoCluster.Stores.Memory.Reading;

/// <summary>How many entry rows a listener has.</summary>
/// <param name="Waiting">Entries that are neither parked nor silenced.</param>
/// <param name="Parked">Parked entries.</param>
/// <param name="Oldest">The time of the oldest event of those that wait; null if there is none.</param>
internal readonly record struct RowCounts(int Waiting, int Parked, DateTimeOffset? Oldest);
