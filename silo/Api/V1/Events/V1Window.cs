namespace MoCluster.Silo.Api.V1.Events;

/// <summary>How much is streamed at once.</summary>
/// <param name="Window">
/// How many events of the listener may be in anybody's hand at once for the stream to give any more; up to Api:MaxFetchLength.
/// </param>
internal sealed record V1Window([property: Bounds(Least = 1, Most = V1Limit.FetchLength)] int Window = 100);
