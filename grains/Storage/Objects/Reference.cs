using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>A reference from an object's state to another object.</summary>
/// <param name="Field">The field that holds it.</param>
/// <param name="Target">The object referred to.</param>
/// <param name="Interval">When it is in effect.</param>
public readonly record struct Reference(string Field, ObjectKey Target, Validity Interval);
