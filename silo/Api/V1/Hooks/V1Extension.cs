namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>Names an extension.</summary>
/// <param name="Extension">The exact name.</param>
internal sealed record V1Extension(string Extension);
