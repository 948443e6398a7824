namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>Until when it is worked on.</summary>
/// <param name="LeasedUntil">For each, when its lease ends; null where it has ended.</param>
internal sealed record V1Leases(IReadOnlyList<DateTimeOffset?> LeasedUntil);
