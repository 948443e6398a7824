namespace MoCluster.Silo.Api.V1.Events;

/// <summary>How much is fetched.</summary>
/// <param name="Limit">How many events at most; up to Api:MaxFetchLength.</param>
/// <param name="WaitSeconds">How long to wait for the first when there are none; up to Api:MaxWait.</param>
internal sealed record V1Fetch(
    [property: Bounds(Least = 1, Most = V1Limit.FetchLength)] int Limit = 100,
    [property: Bounds(Most = V1Limit.Wait)] double WaitSeconds = 0);
