namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>Something done to entries of a listener's queue.</summary>
/// <param name="Listener">The listener.</param>
/// <param name="Verb">What is done.</param>
/// <param name="Filter">To which of them; of these, those concerned to which it applies.</param>
/// <param name="Reason">Why, for people; null for none. At most <see cref="TokenCommand.MaxReasonLength"/> characters.</param>
[GenerateSerializer, Immutable, Alias("mo.entry-command")]
public sealed record EntryCommand(
    [property: Id(0)] Guid Listener,
    [property: Id(1)] EntryVerb Verb,
    [property: Id(2)] EntryFilter Filter,
    [property: Id(3)] string? Reason = null);
