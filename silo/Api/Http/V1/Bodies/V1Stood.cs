namespace MoCluster.Silo.Api.Http.V1.Bodies;

/// <summary>What was given back.</summary>
/// <param name="Stood">For each, whether its lease stood; where it did not, nothing was done.</param>
internal sealed record V1Stood(IReadOnlyList<bool> Stood);
