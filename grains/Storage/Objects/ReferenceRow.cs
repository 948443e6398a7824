using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>A reference with the object that holds it.</summary>
/// <param name="Source">The object that refers.</param>
/// <param name="Reference">To whom, by which field, when.</param>
public readonly record struct ReferenceRow(ObjectKey Source, Reference Reference);
