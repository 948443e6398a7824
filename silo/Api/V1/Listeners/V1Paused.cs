namespace MoCluster.Silo.Api.V1.Listeners;

/// <summary>A listener that was paused.</summary>
/// <param name="PausedSince">Since when it is paused.</param>
/// <param name="Reason">Why; null for none.</param>
internal sealed record V1Paused(DateTimeOffset PausedSince, string? Reason);
