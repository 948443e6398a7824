using System.Collections.Immutable;
using MoCluster.Grains.Objects.Selection.Matching;

namespace MoCluster.Grains.Objects.Selection.Sources;

/// <summary>Reads all objects of a type, or those with some user keys.</summary>
/// <param name="reads">Reads the objects.</param>
/// <param name="userKeys">The user keys; default for all objects.</param>
/// <param name="after">Only those with a uuid above this one; null for all.</param>
internal sealed class ListedSource(CandidateReads reads, ImmutableArray<string> userKeys, Guid? after) : CandidateSource
{
    private Guid? _after = after;
    private bool _isEnded;

    /// <inheritdoc/>
    public override bool IsEnded => _isEnded;

    /// <inheritdoc/>
    public override async ValueTask<ImmutableArray<Candidate>> ReadAsync(int size, CancellationToken cancellation)
    {
        var (candidates, last) = await reads.ListAsync(userKeys, _after, size, cancellation);
        (_after, _isEnded) = (last, last is null);
        return candidates;
    }
}
