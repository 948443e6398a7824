namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>The result of removing the callbacks of an extension. No silo calls them any more.</summary>
/// <param name="Removed">How many were removed.</param>
internal sealed record V1ExtensionUnregistered(int Removed);
