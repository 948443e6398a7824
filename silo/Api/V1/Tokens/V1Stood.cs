namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>The results of nacks or parks.</summary>
/// <param name="Stood">For each event, whether its lease stood. If not, nothing was done.</param>
internal sealed record V1Stood(IReadOnlyList<bool> Stood);
