using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Stores.Memory.State;

/// <summary>A listener with its progress.</summary>
/// <param name="Definition">How it was declared.</param>
/// <param name="Position">The current position's ordinal, 1 from its declaration.</param>
/// <param name="Frontier">The number up to which everything is settled.</param>
/// <param name="Bitmaps">Numbers settled above it, by page index.</param>
/// <param name="Rows">Entries that left the normal flow, by subject.</param>
internal sealed record StoredListener(
    ListenerDefinition Definition,
    long Position,
    long Frontier,
    ImmutableSortedDictionary<long, SettledBitmap> Bitmaps,
    ImmutableSortedDictionary<string, EntryRow> Rows)
{
    /// <summary>No pages.</summary>
    public static ImmutableSortedDictionary<long, SettledBitmap> NoBitmaps { get; } = ImmutableSortedDictionary<long, SettledBitmap>.Empty;

    /// <summary>No rows; subjects are ordered by their characters' codes.</summary>
    public static ImmutableSortedDictionary<string, EntryRow> NoRows { get; } =
        ImmutableSortedDictionary.Create<string, EntryRow>(StringComparer.Ordinal);

    /// <summary>A listener at its declaration: it begins after the last event of its stream.</summary>
    public static StoredListener Declared(ListenerDefinition definition, long head) => new(definition, 1, head, NoBitmaps, NoRows);
}
