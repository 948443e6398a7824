namespace MoCluster.Silo.Application;

/// <summary>A file of a file store.</summary>
/// <param name="Store">The name of the store.</param>
/// <param name="Name">The name of the file.</param>
internal sealed record StoredFile(string Store, string Name);
