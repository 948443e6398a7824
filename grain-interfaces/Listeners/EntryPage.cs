using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>Entries of a listener's queue, by the number of their latest event.</summary>
/// <param name="Entries">The entries: possibly none though there is a next page, for one look goes through so many and no more.</param>
/// <param name="Next">After which number to go on; null at the end.</param>
[GenerateSerializer, Immutable, Alias("mo.entry-page")]
public sealed record EntryPage([property: Id(0)] ImmutableArray<QueuedEvent> Entries, [property: Id(1)] long? Next);
