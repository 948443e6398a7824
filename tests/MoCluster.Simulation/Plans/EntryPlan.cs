using System.Globalization;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Simulation.Plans;

/// <summary>An operator's change or listing of a queue's entries.</summary>
/// <param name="Index">Its number in the plan.</param>
/// <param name="At">The time.</param>
/// <param name="Listener">The number of the listener.</param>
/// <param name="Verb">The change; null for a listing.</param>
/// <param name="Subjects">The subjects, one a character, or objects by their number; null for all.</param>
/// <param name="Priority">The priority of the entries; null for all.</param>
/// <param name="Silenced">True for silenced entries only, false for the others; null for all.</param>
/// <param name="Parked">True for parked entries only, false for the others; null for all.</param>
internal sealed record EntryPlan(
    int Index, TimeSpan At, int Listener, EntryVerb? Verb, string? Subjects, int? Priority, bool? Silenced, bool? Parked)
{
    /// <summary>Its name in the transcript.</summary>
    public string Name => $"e{Index}";

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At.TotalSeconds:F3} s: {Name}, {(Verb is { } verb ? $"{verb}" : "a look")} of l{Listener}{(Subjects is null ? "" : $", subjects {Subjects}")}"
        + $"{(Priority is null ? "" : $", priority {Priority}")}{(Silenced is { } silenced ? $", silenced {silenced}" : "")}"
        + $"{(Parked is { } parked ? $", parked {parked}" : "")}");
}
