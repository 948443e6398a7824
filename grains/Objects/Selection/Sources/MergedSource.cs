using System.Collections.Immutable;
using MoCluster.Grains.Objects.Selection.Matching;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Selection.Sources;

/// <summary>Reads the objects that refer to a few targets, only as far as is needed.</summary>
/// <param name="store">The store.</param>
/// <param name="reads">Reads the objects.</param>
/// <param name="query">Asks for those who refer.</param>
/// <param name="merge">The targets.</param>
internal sealed class MergedSource(IObjectStore store, CandidateReads reads, ReferrerQuery query, ReferrerMerge merge) : CandidateSource
{
    /// <inheritdoc/>
    public override bool IsEnded => merge.IsDone;

    /// <inheritdoc/>
    public override async ValueTask<ImmutableArray<Candidate>> ReadAsync(int size, CancellationToken cancellation)
    {
        var taken = merge.Take(size);
        if (taken.IsEmpty)
        {
            var (places, limit) = merge.Next(size);
            merge.Add(places, limit, await store.ReadReferrersAsync(query with { Targets = places, Limit = limit }, cancellation));
            taken = merge.Take(size);
        }

        return await reads.OfAsync(taken, cancellation);
    }
}
