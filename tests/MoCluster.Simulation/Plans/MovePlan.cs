using System.Globalization;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Simulation.Plans;

/// <summary>A listener's move to another position.</summary>
/// <param name="Index">Its number in the plan.</param>
/// <param name="At">When.</param>
/// <param name="Listener">The listener's number.</param>
/// <param name="Kind">Where to.</param>
/// <param name="Number">For a number: which. It may be one that is not kept, or none yet.</param>
/// <param name="Instant">For an instant: at which time of the run.</param>
internal sealed record MovePlan(int Index, TimeSpan At, int Listener, PositionKind Kind, int Number, TimeSpan Instant)
{
    /// <summary>Its name in stories.</summary>
    public string Name => $"s{Index}";

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At.TotalSeconds:F3} s: {Name}, l{Listener} moves to the {Kind}{(Kind == PositionKind.Number ? $" {Number}" : "")}"
        + $"{(Kind == PositionKind.Instant ? $" {Instant.TotalSeconds:F3} s" : "")}");
}
