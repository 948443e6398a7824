using System.Globalization;

namespace MoCluster.Simulation.Plans;

/// <summary>A pause or suspension of a listener.</summary>
/// <param name="Index">Its number in the plan.</param>
/// <param name="At">The time.</param>
/// <param name="Listener">The number of the listener.</param>
/// <param name="For">How long.</param>
/// <param name="Suspends">Whether it is a suspension: the log is trimmed meanwhile.</param>
internal sealed record PausePlan(int Index, TimeSpan At, int Listener, TimeSpan For, bool Suspends = false)
{
    /// <summary>Its name in the transcript.</summary>
    public string Name => $"h{Index}";

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{At.TotalSeconds:F3} s: {Name}, l{Listener} {(Suspends ? "is suspended" : "pauses")} for {For.TotalSeconds:F3} s");
}
