namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>What a <see cref="TokenCommand"/> did.</summary>
/// <param name="Stood">
/// Whether the lease stood, so that it was done. Else nothing was: the lease has ended, and somebody else may have the event in hand.
/// </param>
/// <param name="Until">When the lease ends from now on; null when it stands no more.</param>
[GenerateSerializer, Immutable, Alias("mo.token-result")]
public sealed record TokenResult([property: Id(0)] bool Stood, [property: Id(1)] DateTimeOffset? Until = null);
