using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Namespaces;

/// <summary>What a publication became.</summary>
/// <param name="Numbers">The events' numbers in their streams, in the order of the publication.</param>
[GenerateSerializer, Immutable, Alias("mo.publication-result")]
public sealed record PublicationResult([property: Id(0)] ImmutableArray<long> Numbers);
