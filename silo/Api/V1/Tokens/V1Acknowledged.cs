namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>The result of an acknowledgement.</summary>
/// <param name="Acknowledged">The number of given tokens, whether or not they changed anything.</param>
internal sealed record V1Acknowledged(int Acknowledged);
