namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>The result of a <see cref="TokenCommand"/>.</summary>
/// <param name="Stood">
/// Whether the lease stood, so that the command was done. Otherwise nothing was done: the lease has ended, and another caller may have leased
/// the event.
/// </param>
/// <param name="Until">When the lease ends now; null when it does not stand any more.</param>
[GenerateSerializer, Immutable, Alias("mo.token-result")]
public sealed record TokenResult([property: Id(0)] bool Stood, [property: Id(1)] DateTimeOffset? Until = null);
