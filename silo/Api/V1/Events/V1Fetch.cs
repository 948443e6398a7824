namespace MoCluster.Silo.Api.V1.Events;

/// <summary>The limits of a fetch.</summary>
/// <param name="Limit">The most events; up to Api:MaxFetchLength.</param>
/// <param name="WaitSeconds">How long to wait, in seconds, if there are no events; up to Api:MaxWait.</param>
internal sealed record V1Fetch(
    [property: Bounds(Least = 1, Most = V1Limit.FetchLength)] int Limit = 100,
    [property: Bounds(Most = V1Limit.Wait)] double WaitSeconds = 0);
