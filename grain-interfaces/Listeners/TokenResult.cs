namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>The result of a <see cref="TokenCommand"/>.</summary>
/// <param name="Stood">
/// Whether the command was done, because the lease had not ended. Otherwise nothing was done: the lease had ended, and another caller may
/// have leased the event.
/// </param>
/// <param name="Until">When the lease now ends; null when it has ended.</param>
[GenerateSerializer, Immutable, Alias("mo.token-result")]
public sealed record TokenResult([property: Id(0)] bool Stood, [property: Id(1)] DateTimeOffset? Until = null);
