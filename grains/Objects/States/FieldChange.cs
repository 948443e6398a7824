using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Grains.Objects.States;

/// <summary>A change of one field by a mutation. Fields without a change keep their values.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">The new value; null clears the field.</param>
public readonly record struct FieldChange(FieldDefinition Field, FieldValue? Value);
