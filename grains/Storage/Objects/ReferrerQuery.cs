using System.Collections.Immutable;
using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>Asks which objects of a type refer to some objects by a field.</summary>
/// <param name="SourceType">The type of the objects that refer.</param>
/// <param name="Field">The field that refers.</param>
/// <param name="TargetType">The type of the objects referred to.</param>
/// <param name="Targets">The objects referred to, each with the place where its part of the answer begins.</param>
/// <param name="Interval">Only references that are in effect at some time in it.</param>
/// <param name="Limit">The most referrers to return of each target. Times the number of targets, it is at most <see cref="StoreLimits.MaxBatch"/>.</param>
public sealed record ReferrerQuery(
    string SourceType,
    string Field,
    string TargetType,
    ImmutableArray<ReferrerPlace> Targets,
    Validity Interval,
    int Limit);
