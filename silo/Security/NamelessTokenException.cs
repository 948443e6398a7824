namespace MoCluster.Silo.Security;

/// <summary>A token that holds and does not say who calls.</summary>
/// <param name="claim">The claim that should.</param>
internal sealed class NamelessTokenException(string claim)
    : Exception($"The token has no claim {claim} with the UUID of the caller");
