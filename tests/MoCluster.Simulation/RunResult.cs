using MoCluster.History;

namespace MoCluster.Simulation;

/// <summary>The result of a run.</summary>
/// <param name="Violations">The broken promises; empty when all were kept.</param>
/// <param name="Transcript">The transcript, line by line; empty when nobody asked for it.</param>
/// <param name="Summary">How much happened.</param>
/// <param name="Steps">How many steps it took.</param>
/// <param name="Faults">How many faults happened.</param>
internal sealed record RunResult(
    IReadOnlyList<Violation> Violations, IReadOnlyList<string> Transcript, HistorySummary Summary, long Steps, int Faults);
