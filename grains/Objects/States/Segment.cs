using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Objects.States;

/// <summary>An interval throughout which an object is active with the same values.</summary>
/// <param name="Interval">The interval.</param>
/// <param name="Values">The values.</param>
public sealed record Segment(Validity Interval, FieldValues Values);
