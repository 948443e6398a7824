namespace MoCluster.Silo.Security;

/// <summary>A valid token does not identify its caller.</summary>
/// <param name="claim">The claim that must hold the identity.</param>
internal sealed class NamelessTokenException(string claim)
    : Exception($"The token has no claim {claim} with the UUID of the caller");
