using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>A page of a listener's queue, ordered by the number of the entries' latest event.</summary>
/// <param name="Entries">The entries. There may be none although there is a next page, because one call examines a limited number of entries.</param>
/// <param name="Next">The number after which the next page begins; null at the end.</param>
[GenerateSerializer, Immutable, Alias("mo.entry-page")]
public sealed record EntryPage([property: Id(0)] ImmutableArray<QueuedEvent> Entries, [property: Id(1)] long? Next);
