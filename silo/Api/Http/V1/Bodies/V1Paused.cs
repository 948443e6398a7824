namespace MoCluster.Silo.Api.Http.V1.Bodies;

/// <summary>A listener that was paused.</summary>
/// <param name="PausedSince">Since when it is paused.</param>
/// <param name="Reason">Why; null for none.</param>
internal sealed record V1Paused(DateTimeOffset PausedSince, string? Reason);
