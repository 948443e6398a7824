using System.Collections.Immutable;
using System.Globalization;

namespace MoCluster.Simulation.Plans;

/// <summary>Something that happens to the deliveries of a registration.</summary>
/// <param name="Index">Its number in the plan.</param>
/// <param name="At">The time.</param>
/// <param name="Target">The number of the target.</param>
/// <param name="Verb">What happens.</param>
/// <param name="Objects">The objects of the deliveries that are written, in their order.</param>
/// <param name="Rings">Whether the silo rings after the commit; otherwise the ring is lost.</param>
internal sealed record DeliveryPlan(int Index, TimeSpan At, int Target, DeliveryVerb Verb, ImmutableArray<int> Objects, bool Rings)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At.TotalSeconds:F3} s: d{Index}, t{Target}: {Verb} {string.Join(' ', Objects)}{(Rings ? "" : ", the ring is lost")}");
}
