namespace MoCluster.Silo.Api.Http.V1;

/// <summary>How much is fetched.</summary>
/// <param name="Limit">How many events at most.</param>
/// <param name="WaitSeconds">How long to wait for the first.</param>
internal sealed record V1Fetch(int Limit = 100, double WaitSeconds = 0);
