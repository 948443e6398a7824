using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Grains.Objects.Requests;

/// <summary>A mutation that sets all relations of one object within an interval: <c>related_units_update</c> (os2mo.md §4).</summary>
/// <param name="Mutator">The family of mutations; each relation is an object of its type.</param>
/// <param name="Origin">The object whose relations are set.</param>
/// <param name="Destinations">To whom it is related afterwards; each once, the origin not among them.</param>
/// <param name="Interval">When.</param>
/// <param name="Path">Where the input stands in the request.</param>
public sealed record RelationDraft(
    MutatorDefinition Mutator,
    Guid Origin,
    ImmutableArray<Guid> Destinations,
    Validity Interval,
    string Path);
