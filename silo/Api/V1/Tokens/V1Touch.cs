namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>An event that is worked on.</summary>
/// <param name="Token">Its token.</param>
/// <param name="LeaseSeconds">How long its lease lasts from now; the listener's lease when absent. It never gets shorter.</param>
internal sealed record V1Touch(string Token, [property: Bounds(Most = V1Limit.Lease)] double? LeaseSeconds = null);
