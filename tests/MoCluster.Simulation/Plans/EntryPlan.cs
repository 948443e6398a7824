using System.Globalization;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Simulation.Plans;

/// <summary>What somebody who looks after a queue does to its entries.</summary>
/// <param name="Index">Its number in the plan.</param>
/// <param name="At">When.</param>
/// <param name="Listener">The listener's number.</param>
/// <param name="Verb">What is done; null for a look.</param>
/// <param name="Subjects">Subjects, one a character, or objects by their number; null for all.</param>
/// <param name="Priority">The only priority concerned; null for all.</param>
/// <param name="Silenced">Whether only the silenced, or only the others, are concerned; null for all.</param>
/// <param name="Parked">Whether only the parked, or only the others, are concerned; null for all.</param>
internal sealed record EntryPlan(
    int Index, TimeSpan At, int Listener, EntryVerb? Verb, string? Subjects, int? Priority, bool? Silenced, bool? Parked)
{
    /// <summary>Its name in stories.</summary>
    public string Name => $"e{Index}";

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At.TotalSeconds:F3} s: {Name}, {(Verb is { } verb ? $"{verb}" : "a look")} of l{Listener}{(Subjects is null ? "" : $", subjects {Subjects}")}"
        + $"{(Priority is null ? "" : $", priority {Priority}")}{(Silenced is { } silenced ? $", silenced {silenced}" : "")}"
        + $"{(Parked is { } parked ? $", parked {parked}" : "")}");
}
