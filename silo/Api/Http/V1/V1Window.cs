namespace MoCluster.Silo.Api.Http.V1;

/// <summary>How much is streamed at once.</summary>
/// <param name="Window">How many events of the listener may be in hand at once.</param>
internal sealed record V1Window(int Window = 100);
