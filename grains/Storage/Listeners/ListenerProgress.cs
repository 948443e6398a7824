using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>What a listener has settled, and what left the normal flow.</summary>
public sealed record ListenerProgress
{
    /// <summary>The listener.</summary>
    public required Guid Listener { get; init; }

    /// <summary>
    /// The position to start: an ordinal above the current one, which throws away all pages and rows of the listener first.
    /// Null to go on with the current.
    /// </summary>
    public long? NewPosition { get; init; }

    /// <summary>The number up to which everything is settled: never back, except with a new position. Bitmaps wholly below it go.</summary>
    public required long Frontier { get; init; }

    /// <summary>Touched pages of numbers settled above the frontier.</summary>
    public ImmutableArray<SettledBitmap> Bitmaps { get; init; } = [];

    /// <summary>Entries that left the normal flow, one a subject.</summary>
    public ImmutableArray<EntryRow> Rows { get; init; } = [];

    /// <summary>Subjects whose rows go.</summary>
    public ImmutableArray<string> RowsDropped { get; init; } = [];
}
