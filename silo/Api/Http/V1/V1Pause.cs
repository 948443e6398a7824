namespace MoCluster.Silo.Api.Http.V1;

/// <summary>A listener that is paused.</summary>
/// <param name="Reason">Why, for people.</param>
internal sealed record V1Pause(string? Reason = null);
