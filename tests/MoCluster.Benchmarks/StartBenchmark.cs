using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;
using MoCluster.History.Workload;
using MoCluster.Stores.Journal;

namespace MoCluster.Benchmarks;

/// <summary>
/// What a long log costs: how soon a silo is ready over it, how much memory it takes then, and how many bytes an event has on the disk,
/// before the retention let them go and after. A million events, or <c>MOCLUSTER_EVENTS=10000000</c>.
/// </summary>
internal static class StartBenchmark
{
    private const int Batch = 500;
    private const int Streams = 4;
    private const int AtOnce = 8;

    public static async Task RunAsync(Report report)
    {
        var events = int.Parse(Environment.GetEnvironmentVariable("MOCLUSTER_EVENTS") ?? "1000000", CultureInfo.InvariantCulture);
        var directory = Directory.CreateTempSubdirectory("mocluster-bench-").FullName;
        var empty = Directory.CreateTempSubdirectory("mocluster-bench-").FullName;
        try
        {
            await StartAsync(report, empty, "without events", null);
            await WriteAsync(report, directory, events);
            ReadBare(report, directory);
            await StartAsync(report, directory, $"over {events:#,0} events", "ready without events");
            await TrimAsync(report, directory, events);
            await StartAsync(report, directory, "after the retention", "ready without events");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
            Directory.Delete(empty, recursive: true);
        }
    }

    private static Task<JournalStore> OpenAsync(string directory) => JournalStore.OpenAsync(
        new JournalOptions { Directory = directory }, TimeProvider.System, NullLogger.Instance, failure => throw failure);

    private static async Task WriteAsync(Report report, string directory, int events)
    {
        var watch = Stopwatch.StartNew();
        await using (var store = await OpenAsync(directory))
        {
            var left = events;
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(writer => Task.Run(async () =>
            {
                while (Interlocked.Add(ref left, -Batch) >= 0)
                    await store.CommitAsync(Commit(writer));
            })));
        }

        report.Figure("written", events / watch.Elapsed.TotalSeconds, "events/s", note: $"{AtOnce} writers × {Batch}");
        report.Figure("on the disk", (double)BytesOf(directory) / events, "bytes/event", note: $"{BytesOf(directory):#,0} bytes");
    }

    private static Commit Commit(int writer)
    {
        var stream = new StreamKey("bench", $"stream-{writer % Streams}");
        return new Commit
        {
            Id = Guid.NewGuid(),
            Events =
            [
                .. Enumerable.Range(0, Batch).Select(_ =>
                {
                    var subject = Guid.NewGuid().ToString();
                    return new EventDraft(stream, Guid.NewGuid(), subject, 10_000, subject);
                }),
            ],
        };
    }

    /// <summary>The peer of a start: reading the same files, and nothing else.</summary>
    private static void ReadBare(Report report, string directory)
    {
        var watch = Stopwatch.StartNew();
        var buffer = new byte[1024 * 1024];
        foreach (var path in Directory.GetFiles(directory, "*-*"))
        {
            using var file = File.OpenRead(path);
            while (file.Read(buffer) > 0)
            {
            }
        }

        report.Figure("the files read", watch.Elapsed.TotalSeconds, "s");
    }

    private static async Task StartAsync(Report report, string directory, string when, string? against)
    {
        var watch = Stopwatch.StartNew();
        await using var run = await SiloRun.StartAsync(directory);
        report.Figure($"ready {when}", watch.Elapsed.TotalSeconds, "s", against);
        using var process = Process.GetProcessById(run.ProcessId);
        report.Figure($"processor time {when}", process.TotalProcessorTime.TotalSeconds, "s",
            against?.Replace("ready", "processor time", StringComparison.Ordinal));
        report.Figure($"memory {when}", process.WorkingSet64 / 1e6, "MB", against?.Replace("ready", "memory", StringComparison.Ordinal));
        report.Figure($"most memory {when}", process.PeakWorkingSet64 / 1e6, "MB");
    }

    private static async Task TrimAsync(Report report, string directory, int events)
    {
        await using (var store = await OpenAsync(directory))
            await store.TrimAsync(DateTimeOffset.MaxValue, CancellationToken.None);
        report.Figure("on the disk, after the retention", (double)BytesOf(directory) / events, "bytes/event", "on the disk",
            $"{BytesOf(directory):#,0} bytes");
    }

    private static long BytesOf(string directory) => Directory.GetFiles(directory).Sum(path => new FileInfo(path).Length);
}
