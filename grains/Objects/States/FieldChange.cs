using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Grains.Objects.States;

/// <summary>What a mutation does to one field. A field that a mutation has no change for keeps its value.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">Its new value; null takes the value away.</param>
public readonly record struct FieldChange(FieldDefinition Field, FieldValue? Value);
