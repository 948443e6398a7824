using MoCluster.Stores.Journal.Log;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal.Recovery;

/// <summary>What was found on the disk.</summary>
/// <param name="State">The state that the last good frame left.</param>
/// <param name="Segments">The segments, ascending; the last one is to grow.</param>
/// <param name="Snapshot">The last frame that the snapshot covers; 0 without one.</param>
/// <param name="SnapshotBytes">The snapshot's size; 0 without one.</param>
/// <param name="BytesSince">How many bytes of full segments follow it.</param>
internal sealed record RecoveredJournal(StoreState State, List<LogSegment> Segments, long Snapshot, long SnapshotBytes, long BytesSince);
