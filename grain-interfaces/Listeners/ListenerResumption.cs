namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>Where a resumed listener continues.</summary>
/// <param name="Listener">The listener, neither paused nor suspended.</param>
/// <param name="From">If it was suspended: the first number that its stream still keeps. Null if it was not suspended, so that nothing was deleted.</param>
/// <param name="LetGo">How many events it misses at most: those deleted while it was suspended, including settled ones.</param>
[GenerateSerializer, Immutable, Alias("mo.listener-resumption")]
public sealed record ListenerResumption(
    [property: Id(0)] ListenerDefinition Listener, [property: Id(1)] long? From, [property: Id(2)] long LetGo);
