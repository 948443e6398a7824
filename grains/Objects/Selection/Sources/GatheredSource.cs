using System.Collections.Immutable;
using MoCluster.Grains.Objects.Selection.Matching;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Selection.Sources;

/// <summary>Reads the objects that refer to many targets. Each part reads some references; only after all of them the first object is known.</summary>
/// <param name="store">The store.</param>
/// <param name="reads">Reads the objects.</param>
/// <param name="query">Asks for those who refer.</param>
/// <param name="rounds">The targets.</param>
internal sealed class GatheredSource(IObjectStore store, CandidateReads reads, ReferrerQuery query, ReferrerRounds rounds) : CandidateSource
{
    private readonly HashSet<Guid> _gathered = [];
    private KnownSource? _known;

    /// <summary>How many objects were gathered.</summary>
    public int Count => _gathered.Count;

    /// <inheritdoc/>
    public override bool IsEnded => _known is { IsEnded: true };

    /// <inheritdoc/>
    public override async ValueTask<ImmutableArray<Candidate>> ReadAsync(int size, CancellationToken cancellation)
    {
        if (!rounds.IsDone)
        {
            var (places, limit) = rounds.Next();
            var found = await store.ReadReferrersAsync(query with { Targets = places, Limit = limit }, cancellation);
            rounds.Add(limit, found);
            foreach (var referrer in found)
                _gathered.Add(referrer.Source);
            if (!rounds.IsDone)
                return [];
        }

        _known ??= new KnownSource(reads, [.. _gathered.Order()], after: null);
        return await _known.ReadAsync(size, cancellation);
    }
}
