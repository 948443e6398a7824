using System.Globalization;

namespace MoCluster.Simulation.Plans;

/// <summary>A listener that is paused for a while, or suspended.</summary>
/// <param name="Index">Its number in the plan.</param>
/// <param name="At">When.</param>
/// <param name="Listener">The listener's number.</param>
/// <param name="For">For how long.</param>
/// <param name="Suspends">Whether it is suspended: the log is let go of meanwhile.</param>
internal sealed record PausePlan(int Index, TimeSpan At, int Listener, TimeSpan For, bool Suspends = false)
{
    /// <summary>Its name in stories.</summary>
    public string Name => $"h{Index}";

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{At.TotalSeconds:F3} s: {Name}, l{Listener} {(Suspends ? "is suspended" : "pauses")} for {For.TotalSeconds:F3} s");
}
