using System.Collections.Immutable;
using MoCluster.Grains.Objects.Selection.Matching;

namespace MoCluster.Grains.Objects.Selection.Sources;

/// <summary>Reads the objects of an origin part by part, ascending by uuid.</summary>
internal abstract class CandidateSource
{
    /// <summary>Whether all were read.</summary>
    public abstract bool IsEnded { get; }

    /// <summary>Reads the next part. It may be empty though there are more.</summary>
    /// <param name="size">The most objects to read.</param>
    /// <param name="cancellation">Ends the read.</param>
    public abstract ValueTask<ImmutableArray<Candidate>> ReadAsync(int size, CancellationToken cancellation);
}
