using System.Globalization;

namespace MoCluster.Simulation.Plans;

/// <summary>A consumer of a listener, and how well it behaves. The percentages are of deliveries.</summary>
/// <param name="Index">Its number in the plan.</param>
/// <param name="Listener">The number of the listener.</param>
/// <param name="Start">When it begins.</param>
/// <param name="Rounds">How often it fetches.</param>
/// <param name="Seed">Determines what it does with its deliveries.</param>
/// <param name="Limit">How many events it asks for at once.</param>
/// <param name="Window">The most leased events of the listener at which it still gets more; null for the listener's own limit.</param>
/// <param name="Late">The percentage acknowledged after the lease, when others may have leased them.</param>
/// <param name="Twice">The percentage acknowledged twice.</param>
/// <param name="Forgotten">The percentage never acknowledged.</param>
/// <param name="Verbs">The percentage nacked, touched or parked instead.</param>
/// <param name="Dies">Whether it dies in its last round, with what it has leased.</param>
internal sealed record ConsumerPlan(
    int Index, int Listener, TimeSpan Start, int Rounds, int Seed, int Limit, int? Window, int Late, int Twice, int Forgotten, int Verbs,
    bool Dies)
{
    /// <summary>Its name in the transcript.</summary>
    public string Name => $"c{Index}";

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Start.TotalSeconds:F3} s: consumer {Name} of l{Listener}, {Rounds} rounds of {Limit}{(Window is null ? "" : $" within {Window}")}, late {Late} %, twice {Twice} %, forgotten {Forgotten} %, verbs {Verbs} %"
        + $"{(Dies ? ", dies" : "")}");
}
