using System.Diagnostics;

namespace MoCluster.Benchmarks;

/// <summary>Measures what the disk itself can do, as the peer of everything durable: plain appends, each flushed before the next.</summary>
internal static class WriteBenchmark
{
    /// <summary>The approximate size in the store of an event with a 36-character subject.</summary>
    private const int BytesAnEvent = 110;

    public static Task RunAsync(Report report)
    {
        report.Figure("one event a flush", Measure(1), "events/s", note: "what a queue does that makes every event durable alone");
        report.Figure("500 events a flush", Measure(500), "events/s", "one event a flush", "bare file, one writer: no numbering, no index, no queue");
        return Task.CompletedTask;
    }

    private static double Measure(int events)
    {
        var path = Path.GetTempFileName();
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
            var bytes = new byte[events * BytesAnEvent];
            Random.Shared.NextBytes(bytes);
            long offset = 0, written = 0;
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < TimeSpan.FromSeconds(2))
            {
                RandomAccess.Write(file, bytes, offset);
                RandomAccess.FlushToDisk(file);
                offset += bytes.Length;
                written += events;
            }

            return written / watch.Elapsed.TotalSeconds;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
