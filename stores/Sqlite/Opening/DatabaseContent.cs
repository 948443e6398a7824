using MoCluster.Stores.Memory.State;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Opening;

/// <summary>What a start reads from the database.</summary>
/// <param name="Incarnation">The incarnation of the data.</param>
/// <param name="State">Everything but objects, results, bitmaps, entry rows, deliveries and events.</param>
/// <param name="Streams">The ids of the streams.</param>
/// <param name="LastBatch">The ordinal of the last batch.</param>
/// <param name="LastRegistration">The highest id of a registration.</param>
/// <param name="Batches">The batches whose commits are remembered, the oldest first, with the number of their commits.</param>
internal sealed record DatabaseContent(
    Guid Incarnation,
    StoreState State,
    StreamNumbers Streams,
    long LastBatch,
    long LastRegistration,
    IReadOnlyList<(long Ordinal, int Commits)> Batches);
