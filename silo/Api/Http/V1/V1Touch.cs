namespace MoCluster.Silo.Api.Http.V1;

/// <summary>An event that is worked on.</summary>
/// <param name="Token">Its token.</param>
/// <param name="LeaseSeconds">How long its lease lasts from now; null for the lease of the listener.</param>
internal sealed record V1Touch(string Token, double? LeaseSeconds = null);
