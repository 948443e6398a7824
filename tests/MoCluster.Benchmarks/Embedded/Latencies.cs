using System.Collections.Concurrent;
using System.Diagnostics;

namespace MoCluster.Benchmarks.Embedded;

/// <summary>Collects how long something took, and reports percentiles.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentQueue<TimeSpan> _times = [];

    public int Count => _times.Count;

    /// <summary>Does something, and notes how long it took.</summary>
    public async Task MeasureAsync(Func<Task> work)
    {
        var begin = Stopwatch.GetTimestamp();
        await work();
        _times.Enqueue(Stopwatch.GetElapsedTime(begin));
    }

    /// <summary>Does something, and notes how long it took.</summary>
    public void Measure(Action work)
    {
        var begin = Stopwatch.GetTimestamp();
        work();
        _times.Enqueue(Stopwatch.GetElapsedTime(begin));
    }

    /// <summary>Reports the median, p99 and what else is asked for, in microseconds.</summary>
    /// <param name="report">The report.</param>
    /// <param name="name">The figure's name, to which the percentile is added.</param>
    /// <param name="against">The name of the peer's figures; null if there is none.</param>
    /// <param name="isTail">Whether p99.9 and the longest are asked for.</param>
    public void Report(Report report, string name, string? against = null, bool isTail = false)
    {
        var sorted = _times.Order().ToArray();
        (string Name, double Share)[] shares = isTail ? [("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999), ("longest", 1)] : [("p50", 0.5), ("p99", 0.99)];
        foreach (var (share, part) in shares)
        {
            var value = sorted[Math.Min((int)(sorted.Length * part), sorted.Length - 1)];
            report.Figure($"{name}, {share}", value.TotalMicroseconds, "µs", against is null ? null : $"{against}, {share}");
        }
    }
}
