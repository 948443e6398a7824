using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue.Mutators;

namespace MoCluster.Grains.Objects.Requests;

/// <summary>A mutation that sets all relations of one object within an interval: <c>related_units_update</c> (docs/os2mo.md §8.1).</summary>
/// <param name="Mutator">The family of mutations. Each relation is an object of its type.</param>
/// <param name="Origin">The object whose relations are set.</param>
/// <param name="Destinations">The objects to which it is related afterwards, each once. The origin is not among them.</param>
/// <param name="Interval">The interval in which the relations are set.</param>
/// <param name="Path">The place of the input in the request.</param>
public sealed record RelationDraft(
    MutatorDefinition Mutator,
    Guid Origin,
    ImmutableArray<Guid> Destinations,
    Validity Interval,
    string Path);
