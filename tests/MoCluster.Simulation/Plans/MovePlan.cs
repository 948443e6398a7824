using System.Globalization;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Simulation.Plans;

/// <summary>A listener's move to another position.</summary>
/// <param name="Index">Its number in the plan.</param>
/// <param name="At">The time.</param>
/// <param name="Listener">The number of the listener.</param>
/// <param name="Kind">The kind of position.</param>
/// <param name="Number">The number, for a move to a number. It may be trimmed, or not exist yet.</param>
/// <param name="Instant">The time of the run, for a move to an instant.</param>
internal sealed record MovePlan(int Index, TimeSpan At, int Listener, PositionKind Kind, int Number, TimeSpan Instant)
{
    /// <summary>Its name in the transcript.</summary>
    public string Name => $"s{Index}";

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At.TotalSeconds:F3} s: {Name}, l{Listener} moves to the {Kind}{(Kind == PositionKind.Number ? $" {Number}" : "")}"
        + $"{(Kind == PositionKind.Instant ? $" {Instant.TotalSeconds:F3} s" : "")}");
}
