using System.Globalization;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Simulation.Plans;

/// <summary>A mutation of an object.</summary>
/// <param name="Index">Its number in the plan.</param>
/// <param name="At">When.</param>
/// <param name="Object">Which object, by its number.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Vetoed">Whether the before trigger refuses it.</param>
/// <param name="Keyed">Whether it has an idempotency key, and is repeated until its outcome is known.</param>
/// <param name="Tomorrow">Whether it takes effect at the midnight in the middle of the run, and not at once.</param>
/// <param name="Impatient">Whether its caller cancels it after a moment.</param>
internal sealed record ChangePlan(
    int Index, TimeSpan At, int Object, MutationKind Kind, bool Vetoed, bool Keyed, bool Tomorrow, bool Impatient)
{
    /// <summary>Its name in stories, and the text by which its registration is known.</summary>
    public string Name => $"m{Index}{(Vetoed ? "-veto" : "")}";

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At.TotalSeconds:F3} s: {Name}, {Kind} of object {Object}{(Keyed ? " under a key" : "")}{(Tomorrow ? " from tomorrow" : "")}{(Impatient ? ", cancelled" : "")}");
}
