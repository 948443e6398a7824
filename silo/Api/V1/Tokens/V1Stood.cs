namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>What was given back.</summary>
/// <param name="Stood">For each, whether its lease stood; where it did not, nothing was done.</param>
internal sealed record V1Stood(IReadOnlyList<bool> Stood);
