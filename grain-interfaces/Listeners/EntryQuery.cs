namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>Asks for a page of a listener's queue.</summary>
/// <param name="Listener">The listener.</param>
/// <param name="Filter">Selects the entries.</param>
/// <param name="After">Only entries whose latest event has a number above this: where the page before ended.</param>
/// <param name="Limit">How many at most, from 1 to 1 000.</param>
[GenerateSerializer, Immutable, Alias("mo.entry-query")]
public sealed record EntryQuery(
    [property: Id(0)] Guid Listener,
    [property: Id(1)] EntryFilter Filter,
    [property: Id(2)] long After,
    [property: Id(3)] int Limit);
