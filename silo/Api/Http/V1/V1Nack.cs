namespace MoCluster.Silo.Api.Http.V1;

/// <summary>An event that is given back.</summary>
/// <param name="Token">Its token.</param>
/// <param name="DelaySeconds">After how long it is delivered again; null for the back-off of the listener.</param>
/// <param name="Reason">Why, for people.</param>
internal sealed record V1Nack(string Token, double? DelaySeconds = null, string? Reason = null);
