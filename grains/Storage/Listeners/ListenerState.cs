using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>All that is stored of a listener.</summary>
/// <param name="Definition">How it was declared.</param>
/// <param name="Position">The current position's ordinal, 1 from its declaration.</param>
/// <param name="Frontier">The number up to which everything is settled.</param>
/// <param name="Bitmaps">Numbers settled above it, ascending.</param>
/// <param name="Rows">Entries that left the normal flow.</param>
/// <param name="Head">The number of the stream's last event when this was read.</param>
public sealed record ListenerState(
    ListenerDefinition Definition,
    long Position,
    long Frontier,
    ImmutableArray<SettledBitmap> Bitmaps,
    ImmutableArray<EntryRow> Rows,
    long Head);
