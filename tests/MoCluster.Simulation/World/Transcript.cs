using System.Globalization;
using MoCluster.Simulator.Scheduling;

namespace MoCluster.Simulation.World;

/// <summary>The transcript of a run, line by line, with the run's time and step.</summary>
/// <param name="run">The run.</param>
internal sealed class Transcript(SeededScheduler run)
{
    private readonly List<string> _lines = [];

    /// <summary>The lines.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Adds a line.</summary>
    public void Tell(string line) =>
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{run.Time.Elapsed.TotalSeconds,9:F4} s {run.Steps,6}  {line}"));
}
