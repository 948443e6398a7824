using System.Collections.Immutable;
using System.Globalization;

namespace MoCluster.Simulation.Plans;

/// <summary>A publication.</summary>
/// <param name="Index">Its number in the plan.</param>
/// <param name="At">The time.</param>
/// <param name="Events">The events.</param>
/// <param name="Keyed">Whether it has an idempotency key, and is repeated until its outcome is known.</param>
internal sealed record PublishPlan(int Index, TimeSpan At, ImmutableArray<PlannedEvent> Events, bool Keyed)
{
    /// <summary>Its name in the transcript.</summary>
    public string Name => $"p{Index}";

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{At.TotalSeconds:F3} s: {Name} publishes {string.Join(", ", Events)}{(Keyed ? " under a key" : "")}");
}
