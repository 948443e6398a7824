using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Catalogue.Reading;

/// <summary>Fields under which queries read the objects that refer to an object, for example the engagements of a person.</summary>
/// <param name="Type">The name of the type that refers.</param>
/// <param name="Field">The name of the field that refers. Its filter gives the bound filter of the relation its name.</param>
/// <param name="Reads">The fields.</param>
/// <param name="Inherits">Whether the fields take <c>inherit</c>, and look further up where a unit has none.</param>
public sealed record RelationDefinition(string Type, string Field, ImmutableArray<ReadDefinition> Reads, bool Inherits);
