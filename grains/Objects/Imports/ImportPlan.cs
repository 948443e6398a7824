using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>What a group of lines is going to do.</summary>
/// <param name="Changes">The changes that no rule refuses.</param>
/// <param name="Preconditions">What must hold at their commit beyond what registrations imply.</param>
/// <param name="Refused">The objects of the lines that are refused.</param>
/// <param name="Unchanged">How many lines change nothing.</param>
internal sealed record ImportPlan(
    ImmutableArray<ObjectChange> Changes,
    ImmutableArray<Precondition> Preconditions,
    Dictionary<ObjectKey, Refusal> Refused,
    int Unchanged);
