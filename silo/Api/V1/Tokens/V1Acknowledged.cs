namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>What was acknowledged.</summary>
/// <param name="Acknowledged">How many tokens were given; whether any of them changed anything is nobody's concern.</param>
internal sealed record V1Acknowledged(int Acknowledged);
