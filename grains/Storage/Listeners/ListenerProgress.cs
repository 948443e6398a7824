using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>Progress of a listener to write: what it settled, and which entries left the normal flow.</summary>
public sealed record ListenerProgress
{
    /// <summary>The listener.</summary>
    public required Guid Listener { get; init; }

    /// <summary>
    /// The ordinal of a new position, above the current one: all bitmaps and rows of the listener are deleted first. Null to keep the current position.
    /// </summary>
    public long? NewPosition { get; init; }

    /// <summary>
    /// The number up to which every event is settled or held by an entry row. It never goes back without a new position. Bitmaps wholly below it are deleted.
    /// </summary>
    public required long Frontier { get; init; }

    /// <summary>The bitmaps above the frontier that changed.</summary>
    public ImmutableArray<SettledBitmap> Bitmaps { get; init; } = [];

    /// <summary>Entry rows to write, one for each subject.</summary>
    public ImmutableArray<EntryRow> Rows { get; init; } = [];

    /// <summary>The subjects of the entry rows to delete.</summary>
    public ImmutableArray<string> RowsDropped { get; init; } = [];
}
