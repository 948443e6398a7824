namespace MoCluster.GrainInterfaces.Namespaces;

/// <summary>A namespace of events (docs/os2mo.md §4.1).</summary>
/// <param name="Name">The canonical name.</param>
/// <param name="Owner">The caller who declared it. Only the owner may send to it.</param>
/// <param name="IsPublic">Whether callers other than the owner may listen.</param>
/// <param name="Version">Counts changes of the namespace and of the set of its listeners, from 1. Writers of either are checked against it.</param>
[GenerateSerializer, Immutable, Alias("mo.namespace-definition")]
public sealed record NamespaceDefinition(
    [property: Id(0)] string Name,
    [property: Id(1)] Guid Owner,
    [property: Id(2)] bool IsPublic,
    [property: Id(3)] long Version = 0);
