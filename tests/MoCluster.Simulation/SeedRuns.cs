using System.Diagnostics;
using System.Globalization;
using System.Text;
using MoCluster.History;
using MoCluster.Simulation.Plans;

namespace MoCluster.Simulation;

/// <summary>Runs many seeds, one thread for each run, on all processors, until the first one fails.</summary>
internal sealed class SeedRuns
{
    private readonly Lock _lock = new();
    private int _next;
    private long _steps;
    private long _faults;
    private HistorySummary _summary = new(0, 0, 0, 0, 0, 0);
    private (Plan Plan, RunResult Result)? _failed;

    /// <summary>How many runs there were.</summary>
    public int Count { get; private set; }

    /// <summary>How much happened in all of them.</summary>
    public HistorySummary Summary => _summary;

    /// <summary>How many faults there were.</summary>
    public long Faults => _faults;

    /// <summary>The time they took.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>The failed run, with its plan reduced and its transcript; null when none failed.</summary>
    public string? Failure { get; private set; }

    /// <summary>Runs seeds.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="count">How many.</param>
    /// <param name="shrinking">How long to reduce the plan of a failed run.</param>
    public static SeedRuns Run(int first, int count, TimeSpan shrinking)
    {
        var runs = new SeedRuns();
        var started = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, Math.Min(Environment.ProcessorCount, count))
            .Select(_ => new Thread(() => runs.Work(first, count)) { IsBackground = true, Name = "seeds" }).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        runs.Time = Stopwatch.GetElapsedTime(started);
        if (runs._failed is { } failed)
            runs.Failure = Describe(failed.Plan, failed.Result, shrinking);
        return runs;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count} seeds in {Time.TotalSeconds:F1} s ({Count / Time.TotalSeconds:F1}/s, {_steps / Math.Max(1, Count)} steps each): {_faults} faults, "
        + $"{_summary.Published} events published, {_summary.Mutated} mutations, {_summary.Handed} events handed out, {_summary.Acknowledged} acknowledged, "
        + $"{_summary.Refused} calls refused, {_summary.Unknown} of unknown outcome");

    private void Work(int first, int count)
    {
        while (true)
        {
            var at = Interlocked.Increment(ref _next) - 1;
            if (at >= count || _failed is not null)
                return;
            var plan = PlanMaker.Draw(unchecked(first + at));
            var result = Simulator.Run(plan);
            lock (_lock)
            {
                Add(result);
                if (result.Violations.Count > 0 && (_failed is not { } failed || plan.Origin < failed.Plan.Origin))
                    _failed = (plan, result);
            }
        }
    }

    private void Add(RunResult result)
    {
        Count++;
        _steps += result.Steps;
        _faults += result.Faults;
        var (one, other) = (_summary, result.Summary);
        _summary = new HistorySummary(
            one.Published + other.Published, one.Mutated + other.Mutated, one.Refused + other.Refused, one.Handed + other.Handed,
            one.Acknowledged + other.Acknowledged, one.Unknown + other.Unknown);
    }

    private static string Describe(Plan plan, RunResult result, TimeSpan shrinking)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Seed {plan.Origin} breaks a promise. Again: MOCLUSTER_SEED={plan.Origin} ./mo test --only Simulation");
        foreach (var violation in result.Violations)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {violation}");
        var small = Shrinker.Shrink(plan, result.Violations[0].Rule, shrinking);
        var again = Simulator.Run(small, keepTranscript: true);
        text.AppendLine(CultureInfo.InvariantCulture, $"\nCut down from {plan.Size} parts to {small.Size}:\n{small}\n\nWhat happens then:");
        foreach (var line in again.Transcript)
            text.AppendLine(line);
        foreach (var violation in again.Violations)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {violation}");
        return text.ToString();
    }
}
