using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Stores.Memory.State;

/// <summary>A listener with its progress.</summary>
/// <param name="Definition">The listener's definition.</param>
/// <param name="Position">The ordinal of the current position; the first is 1.</param>
/// <param name="Frontier">The number up to which every event is settled or held by an entry row.</param>
/// <param name="Bitmaps">The numbers settled above the frontier, by the index of the bitmap.</param>
/// <param name="Rows">Entries that left the normal flow, by subject.</param>
internal sealed record StoredListener(
    ListenerDefinition Definition,
    long Position,
    long Frontier,
    ImmutableSortedDictionary<long, SettledBitmap> Bitmaps,
    ImmutableSortedDictionary<string, EntryRow> Rows)
{
    /// <summary>No bitmaps.</summary>
    public static ImmutableSortedDictionary<long, SettledBitmap> NoBitmaps { get; } = ImmutableSortedDictionary<long, SettledBitmap>.Empty;

    /// <summary>No rows. Subjects are in ordinal order.</summary>
    public static ImmutableSortedDictionary<string, EntryRow> NoRows { get; } =
        ImmutableSortedDictionary.Create<string, EntryRow>(StringComparer.Ordinal);

    /// <summary>A new listener: it begins after the last event of its stream.</summary>
    public static StoredListener Declared(ListenerDefinition definition, long head) => new(definition, 1, head, NoBitmaps, NoRows);
}
