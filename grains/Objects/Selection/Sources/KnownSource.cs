using System.Collections.Immutable;
using MoCluster.Grains.Objects.Selection.Matching;

namespace MoCluster.Grains.Objects.Selection.Sources;

/// <summary>Reads objects whose uuids are known.</summary>
internal sealed class KnownSource : CandidateSource
{
    private readonly CandidateReads _reads;
    private readonly ImmutableArray<Guid> _uuids;
    private int _next;

    /// <summary>Makes the source.</summary>
    /// <param name="reads">Reads the objects.</param>
    /// <param name="uuids">The uuids, ascending, each once.</param>
    /// <param name="after">Only those above this one; null for all.</param>
    public KnownSource(CandidateReads reads, ImmutableArray<Guid> uuids, Guid? after)
    {
        (_reads, _uuids) = (reads, uuids);
        if (after is not { } last)
            return;
        var place = uuids.BinarySearch(last);
        _next = place < 0 ? ~place : place + 1;
    }

    /// <inheritdoc/>
    public override bool IsEnded => _next == _uuids.Length;

    /// <inheritdoc/>
    public override ValueTask<ImmutableArray<Candidate>> ReadAsync(int size, CancellationToken cancellation)
    {
        var part = _uuids.Slice(_next, Math.Min(size, _uuids.Length - _next));
        _next += part.Length;
        return _reads.OfAsync(part, cancellation);
    }
}
