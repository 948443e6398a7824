using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Namespaces;

/// <summary>The result of a publication.</summary>
/// <param name="Numbers">The events' numbers in their streams, in the order of the publication.</param>
[GenerateSerializer, Immutable, Alias("mo.publication-result")]
public sealed record PublicationResult([property: Id(0)] ImmutableArray<long> Numbers);
