using System.Globalization;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Simulation.Plans;

/// <summary>A mutation of an object.</summary>
/// <param name="Index">Its number in the plan.</param>
/// <param name="At">The time.</param>
/// <param name="Object">The number of the object.</param>
/// <param name="Kind">The kind of mutation.</param>
/// <param name="Vetoed">Whether the before trigger refuses it.</param>
/// <param name="Keyed">Whether it has an idempotency key, and is repeated until its outcome is known.</param>
/// <param name="Tomorrow">Whether it takes effect at the midnight in the middle of the run instead of at once.</param>
/// <param name="Impatient">Whether its caller cancels it after a moment.</param>
internal sealed record ChangePlan(
    int Index, TimeSpan At, int Object, MutationKind Kind, bool Vetoed, bool Keyed, bool Tomorrow, bool Impatient)
{
    /// <summary>Its name in the transcript, which is also the text by which its registration is recognised.</summary>
    public string Name => $"m{Index}{(Vetoed ? "-veto" : "")}";

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At.TotalSeconds:F3} s: {Name}, {Kind} of object {Object}{(Keyed ? " under a key" : "")}{(Tomorrow ? " from tomorrow" : "")}{(Impatient ? ", cancelled" : "")}");
}
