using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.History.Workload;

namespace MoCluster.Benchmarks;

/// <summary>
/// Measures what a long log costs: how soon a silo is ready and answers the first fetch of a listener for which the whole log is pending,
/// how much memory it then uses, and how many bytes an event takes on the disk, before and after the retention deletes events. A million
/// events, or as many as <c>MOCLUSTER_EVENTS</c> says, for instance 10000000.
/// </summary>
internal static class StartBenchmark
{
    private const int Batch = 500;
    private static readonly StreamKey Stream = new("bench", "stream");
    private static readonly Guid Listener = new("b0000000-0000-0000-0000-000000000002");
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
            await StartAsync(report, directory, $"over {events:#,0} events", "ready without events", isPending: true);
            await TrimAsync(report, directory, events);
            await StartAsync(report, directory, "after the retention", "ready without events");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
            Directory.Delete(empty, recursive: true);
        }
    }

    private static async Task WriteAsync(Report report, string directory, int events)
    {
        var watch = Stopwatch.StartNew();
        await using (var open = await EmbeddedStore.OpenAsync(directory))
        {
            var store = open.Store;
            await DefineAsync(
                store,
                new DefinitionWrite.PutNamespace(new NamespaceDefinition(Stream.Namespace, Actor.Anonymous, IsPublic: true, Version: 1)),
                new DefinitionWrite.PutListener(new ListenerDefinition(
                    Listener, Actor.Anonymous, Stream, "bench", Listener, ListenerPolicy.Default, store.Now)));
            var left = events;
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
            {
                while (Interlocked.Add(ref left, -Batch) >= 0)
                    await store.CommitAsync(Commit());
            })));
        }

        report.Figure("written", events / watch.Elapsed.TotalSeconds, "events/s", note: $"{AtOnce} writers × {Batch}");
        report.Figure("on the disk", (double)BytesOf(directory) / events, "bytes/event", note: $"{BytesOf(directory):#,0} bytes");
    }

    private static Commit Commit() => new()
    {
        Id = Guid.NewGuid(),
        Events =
        [
            .. Enumerable.Range(0, Batch).Select(_ =>
            {
                var subject = Subject.Next();
                return new EventDraft(Stream, Guid.NewGuid(), subject, EventRecord.DefaultPriority, subject);
            }),
        ],
    };

    private static async Task DefineAsync(IStore store, params DefinitionWrite[] definitions)
    {
        var result = await store.CommitAsync(new Commit { Id = Guid.NewGuid(), Definitions = [.. definitions] });
        if (!result.Committed)
            throw new InvalidOperationException($"The benchmark's listener could not be written: {result.Refusal.Found}.");
    }

    /// <summary>Measures the peer of a start: only reading the same files.</summary>
    private static void ReadBare(Report report, string directory)
    {
        var watch = Stopwatch.StartNew();
        var buffer = new byte[1024 * 1024];
        foreach (var path in Directory.GetFiles(directory))
        {
            using var file = File.OpenRead(path);
            while (file.Read(buffer) > 0)
            {
            }
        }

        report.Figure("the files read", watch.Elapsed.TotalSeconds, "s");
    }

    private static async Task StartAsync(Report report, string directory, string when, string? against, bool isPending = false)
    {
        var watch = Stopwatch.StartNew();
        await using var run = await SiloRun.StartOverAsync([.. EmbeddedStore.Settings(directory)]);
        report.Figure($"ready {when}", watch.Elapsed.TotalSeconds, "s", against);
        if (isPending)
        {
            using var response = await run.Http.PostAsJsonAsync(
                "/graphql", new { query = $"{{ event_fetch(filter: {{listener: \"{Listener}\"}}) {{ subject }} }}" });
            var answer = await response.Content.ReadAsStringAsync();
            if (!answer.Contains("subject", StringComparison.Ordinal))
                throw new InvalidOperationException($"The first fetch was answered with {answer}.");
            report.Figure($"the first fetch answered {when}", watch.Elapsed.TotalSeconds, "s", $"ready {when}", "from the start of the process");
        }

        using var process = Process.GetProcessById(run.ProcessId);
        report.Figure($"processor time {when}", process.TotalProcessorTime.TotalSeconds, "s",
            against?.Replace("ready", "processor time", StringComparison.Ordinal));
        report.Figure($"memory {when}", process.WorkingSet64 / 1e6, "MB", against?.Replace("ready", "memory", StringComparison.Ordinal));
        report.Figure($"most memory {when}", process.PeakWorkingSet64 / 1e6, "MB");
    }

    private static async Task TrimAsync(Report report, string directory, int events)
    {
        await using (var open = await EmbeddedStore.OpenAsync(directory))
        {
            await DefineAsync(open.Store, new DefinitionWrite.DeleteListener(Listener));
            await open.Store.TrimAsync(DateTimeOffset.MaxValue, CancellationToken.None);
        }

        report.Figure("on the disk, after the retention", (double)BytesOf(directory) / events, "bytes/event", "on the disk",
            $"{BytesOf(directory):#,0} bytes");
    }

    private static long BytesOf(string directory) => Directory.GetFiles(directory).Sum(path => new FileInfo(path).Length);
}
