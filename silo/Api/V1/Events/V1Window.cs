namespace MoCluster.Silo.Api.V1.Events;

/// <summary>The limits of a stream.</summary>
/// <param name="Window">
/// The most leased events of the listener. While as many are leased to any callers, the stream sends no more; up to Api:MaxFetchLength.
/// </param>
internal sealed record V1Window([property: Bounds(Least = 1, Most = V1Limit.FetchLength)] int Window = 100);
