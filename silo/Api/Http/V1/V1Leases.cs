namespace MoCluster.Silo.Api.Http.V1;

/// <summary>Until when it is worked on.</summary>
/// <param name="LeasedUntil">For each event, when its lease ends; null where it has ended.</param>
internal sealed record V1Leases(IReadOnlyList<DateTimeOffset?> LeasedUntil);
