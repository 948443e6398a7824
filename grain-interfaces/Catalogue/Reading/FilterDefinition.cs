namespace MoCluster.GrainInterfaces.Catalogue.Reading;

/// <summary>How lists are filtered by a field. By a reference they take the filter of the type to which it refers, by a text a list of texts.</summary>
/// <param name="Name">The name in the filter, for example <c>employee</c>.</param>
/// <param name="Uuids">The deprecated name for a list of uuids; null for none.</param>
/// <param name="UserKeys">The deprecated name for a list of user keys; null for none.</param>
/// <param name="NullCounts">Whether null may differ from absent, so that the filter has no default.</param>
public sealed record FilterDefinition(string Name, string? Uuids = null, string? UserKeys = null, bool NullCounts = false);
