namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>The touch of an event, which extends its lease.</summary>
/// <param name="Token">The token of the event.</param>
/// <param name="LeaseSeconds">How long the lease lasts from now, in seconds; the lease time of the listener when absent. A touch never shortens a lease.</param>
internal sealed record V1Touch(string Token, [property: Bounds(Most = V1Limit.Lease)] double? LeaseSeconds = null);
