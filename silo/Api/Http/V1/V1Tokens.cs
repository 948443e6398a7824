namespace MoCluster.Silo.Api.Http.V1;

/// <summary>What is acknowledged.</summary>
/// <param name="Tokens">The tokens.</param>
internal sealed record V1Tokens(IReadOnlyList<string> Tokens);
