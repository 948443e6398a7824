using System.Globalization;

namespace MoCluster.Simulation.Plans;

/// <summary>Who fetches from a listener, and how well it behaves. The percentages are of deliveries.</summary>
/// <param name="Index">Its number in the plan.</param>
/// <param name="Listener">The listener's number.</param>
/// <param name="Start">When it begins.</param>
/// <param name="Rounds">How often it fetches.</param>
/// <param name="Seed">Decides what it does with what it got.</param>
/// <param name="Limit">How many events it asks for at once.</param>
/// <param name="Window">How many of the listener's events may be in hands for it to be given any; null for as many as the listener lets.</param>
/// <param name="Late">How many are acknowledged after their lease, while others may have them.</param>
/// <param name="Twice">How many are acknowledged twice.</param>
/// <param name="Forgotten">How many never are.</param>
/// <param name="Verbs">How many are given back, extended or parked instead.</param>
/// <param name="Dies">Whether it dies in its last round, with what it holds.</param>
internal sealed record ConsumerPlan(
    int Index, int Listener, TimeSpan Start, int Rounds, int Seed, int Limit, int? Window, int Late, int Twice, int Forgotten, int Verbs,
    bool Dies)
{
    /// <summary>Its name in stories.</summary>
    public string Name => $"c{Index}";

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Start.TotalSeconds:F3} s: consumer {Name} of l{Listener}, {Rounds} rounds of {Limit}{(Window is null ? "" : $" within {Window}")}, late {Late} %, twice {Twice} %, forgotten {Forgotten} %, verbs {Verbs} %"
        + $"{(Dies ? ", dies" : "")}");
}
