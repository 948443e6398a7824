namespace MoCluster.GrainInterfaces.Namespaces;

/// <summary>A namespace of events (os2mo.md §1.4).</summary>
/// <param name="Name">Its canonical name.</param>
/// <param name="Owner">Who declared it and alone may send to it.</param>
/// <param name="IsPublic">Whether others than the owner may listen.</param>
/// <param name="Version">Counts changes to it and to the set of its listeners, from 1; what writers of either are checked against.</param>
[GenerateSerializer, Immutable, Alias("mo.namespace-definition")]
public sealed record NamespaceDefinition(
    [property: Id(0)] string Name,
    [property: Id(1)] Guid Owner,
    [property: Id(2)] bool IsPublic,
    [property: Id(3)] long Version = 0);
