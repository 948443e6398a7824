using MoCluster.History;

namespace MoCluster.Simulation;

/// <summary>What came of a run.</summary>
/// <param name="Violations">The promises that it broke; empty when all were kept.</param>
/// <param name="Story">What happened, line by line; empty when nobody asked.</param>
/// <param name="Summary">How much happened.</param>
/// <param name="Steps">How many steps it took.</param>
/// <param name="Faults">How many faults happened.</param>
internal sealed record RunResult(
    IReadOnlyList<Violation> Violations, IReadOnlyList<string> Story, HistorySummary Summary, long Steps, int Faults);
