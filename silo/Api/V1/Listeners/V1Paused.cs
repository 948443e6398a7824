namespace MoCluster.Silo.Api.V1.Listeners;

/// <summary>A paused listener.</summary>
/// <param name="PausedSince">Since when the listener is paused.</param>
/// <param name="Reason">The reason; null for none.</param>
internal sealed record V1Paused(DateTimeOffset PausedSince, string? Reason);
