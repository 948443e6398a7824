namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>What a listener goes on with.</summary>
/// <param name="Listener">The listener, neither paused nor suspended.</param>
/// <param name="From">The first number that its stream still had, where it was suspended; null where it was not, and nothing was let go.</param>
/// <param name="LetGo">How many events it misses at most: those let go while it was suspended, settled ones among them included.</param>
[GenerateSerializer, Immutable, Alias("mo.listener-resumption")]
public sealed record ListenerResumption(
    [property: Id(0)] ListenerDefinition Listener, [property: Id(1)] long? From, [property: Id(2)] long LetGo);
