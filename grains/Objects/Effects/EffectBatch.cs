using System.Collections.Immutable;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Grains.Objects.Effects;

/// <summary>The outcome of due instants whose events were handed to the store together.</summary>
/// <param name="Fates">The outcome of each due instant, in their order.</param>
/// <param name="Events">The events that are in the log now.</param>
internal sealed record EffectBatch(ImmutableArray<EffectFate> Fates, ImmutableArray<AppendedEvent> Events)
{
    /// <summary>
    /// Whether the effect clock goes on with the next due instants now. It does not while the store cannot commit. It also stops where another
    /// silo is ahead at the same instants: when the first row of the batch and at least half of its rows were gone, it leaves the rest to that
    /// silo until the next look. If silos begin together, one of them continues, because the first row has one winner.
    /// </summary>
    public bool GoesOn =>
        !Fates.Contains(EffectFate.Uncommitted)
        && !(Fates[0] == EffectFate.Gone && Fates.Count(fate => fate == EffectFate.Gone) * 2 >= Fates.Length);
}
