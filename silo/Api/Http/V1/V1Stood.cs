namespace MoCluster.Silo.Api.Http.V1;

/// <summary>What was given back.</summary>
/// <param name="Stood">For each event, whether its lease stood; else nothing was done.</param>
internal sealed record V1Stood(IReadOnlyList<bool> Stood);
