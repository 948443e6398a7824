namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>Changes entries of a listener's queue.</summary>
/// <param name="Listener">The listener.</param>
/// <param name="Verb">The change.</param>
/// <param name="Filter">Which entries. Of these, the ones to which the verb applies are changed.</param>
/// <param name="Reason">Why, for people to read; null for none. At most <see cref="TokenCommand.MaxReasonLength"/> characters.</param>
[GenerateSerializer, Immutable, Alias("mo.entry-command")]
public sealed record EntryCommand(
    [property: Id(0)] Guid Listener,
    [property: Id(1)] EntryVerb Verb,
    [property: Id(2)] EntryFilter Filter,
    [property: Id(3)] string? Reason = null);
