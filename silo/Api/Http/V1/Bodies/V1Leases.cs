namespace MoCluster.Silo.Api.Http.V1.Bodies;

/// <summary>Until when it is worked on.</summary>
/// <param name="LeasedUntil">For each, when its lease ends; null where it has ended.</param>
internal sealed record V1Leases(IReadOnlyList<DateTimeOffset?> LeasedUntil);
