using System.Collections.Immutable;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Effects;

/// <summary>What became of due instants that were handed to the store together, in their order.</summary>
/// <param name="Fates">What became of each.</param>
/// <param name="Events">Those that are in the log now.</param>
internal sealed record EffectBatch(ImmutableArray<EffectFate> Fates, ImmutableArray<AppendedEvent> Events)
{
    /// <summary>
    /// Whether the clock that handed them over goes on with the next ones now. Not while the store cannot commit, and not where another silo
    /// is at the same bulk: of a batch whose first row and half of all were gone, the rest is left to whoever took them until the next
    /// look. Of those that begin together one goes on: the first row has one winner.
    /// </summary>
    public bool GoesOn =>
        !Fates.Contains(EffectFate.Uncommitted)
        && !(Fates[0] == EffectFate.Gone && Fates.Count(fate => fate == EffectFate.Gone) * 2 >= Fates.Length);
}
