namespace MoCluster.Client;

/// <summary>A namespace.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Owner">Who declared it and alone may send to it.</param>
/// <param name="IsPublic">Whether others than the owner may listen.</param>
public sealed record NamespaceInfo(string Name, Guid Owner, bool IsPublic);
