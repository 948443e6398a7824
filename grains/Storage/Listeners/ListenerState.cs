using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>All that is stored of a listener.</summary>
/// <param name="Definition">The listener's definition.</param>
/// <param name="Position">The ordinal of the current position; the first is 1.</param>
/// <param name="Frontier">The number up to which every event is settled or held by an entry row.</param>
/// <param name="Bitmaps">The numbers settled above the frontier, ascending.</param>
/// <param name="Rows">Entries that left the normal flow.</param>
/// <param name="Head">The number of the last event of the stream at this read.</param>
public sealed record ListenerState(
    ListenerDefinition Definition,
    long Position,
    long Frontier,
    ImmutableArray<SettledBitmap> Bitmaps,
    ImmutableArray<EntryRow> Rows,
    long Head);
