using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>A line that was not imported.</summary>
/// <param name="Line">The number of the line, from 1.</param>
/// <param name="Refusal">What is wrong, where in the line, and what would be right.</param>
public readonly record struct ImportProblem(long Line, Refusal Refusal);
