using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>A reference with the object that holds it.</summary>
/// <param name="Source">The object that holds the reference.</param>
/// <param name="Reference">The reference.</param>
public readonly record struct ReferenceRow(ObjectKey Source, Reference Reference);
