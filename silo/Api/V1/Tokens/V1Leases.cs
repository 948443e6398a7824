namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>The leases after a touch.</summary>
/// <param name="LeasedUntil">For each event, when its lease ends; null if it has ended already.</param>
internal sealed record V1Leases(IReadOnlyList<DateTimeOffset?> LeasedUntil);
