using System.Diagnostics;
using System.Globalization;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.History.Workload;

namespace MoCluster.Benchmarks.Embedded;

/// <summary>
/// Measures what many objects with five registrations of 1 KB cost: how soon a silo is ready, how much memory it takes, how long an object
/// with its history takes to read, and how long commits take while a backup is written. A hundred thousand objects, or as many as
/// <c>MOCLUSTER_OBJECTS</c> says, for instance 1000000.
/// </summary>
internal static class ManyObjects
{
    /// <summary>The argument with which this program reads objects in a process of its own, whose memory holds nothing else.</summary>
    public const string Verb = "read-objects";

    private const int Registrations = 5;
    private const int StateBytes = 1_000;
    private const int ObjectsACommit = 200;
    private const int Writers = 4;
    private const int Reads = 10_000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(Report report)
    {
        var objects = int.Parse(Environment.GetEnvironmentVariable("MOCLUSTER_OBJECTS") ?? "100000", CultureInfo.InvariantCulture);
        var directory = Directory.CreateTempSubdirectory("mocluster-bench-").FullName;
        var empty = Directory.CreateTempSubdirectory("mocluster-bench-").FullName;
        try
        {
            await FillAsync(report, directory, objects);
            await StartAsync(report, empty, "without objects", null);
            await StartAsync(report, directory, $"over {objects:#,0} objects", "without objects");
            await ReadInProcessAsync(report, directory, objects);
            await BackUpAsync(report, directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
            Directory.Delete(empty, recursive: true);
        }
    }

    /// <summary>Opens a store and reads objects with their histories. Prints the figures, each on a line.</summary>
    /// <param name="arguments">The directory, and how many objects it holds.</param>
    public static async Task<int> ReadAsync(string[] arguments)
    {
        var objects = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        var watch = Stopwatch.StartNew();
        await using var open = await EmbeddedStore.OpenAsync(arguments[0]);
        var report = new Report(Console.Out);
        report.Figure("the store open", watch.Elapsed.TotalSeconds, "s", note: "in a process of its own, without a silo");
        report.Figure("memory when it is open", Environment.WorkingSet / 1e6, "MB");
        var (current, history, both) = (new Latencies(), new Latencies(), new Latencies());
        for (var i = 0; i < Reads / 2; i++)
            await ReadOneAsync(open.Store, objects, new Latencies(), new Latencies());
        for (var i = 0; i < Reads; i++)
            await both.MeasureAsync(() => ReadOneAsync(open.Store, objects, current, history));
        report.Figure($"memory after {Reads:#,0} reads", Environment.WorkingSet / 1e6, "MB");
        current.Report(report, "an object read");
        history.Report(report, "  its history read", "an object read");
        both.Report(report, "  both", "an object read");
        return 0;
    }

    private static async Task ReadOneAsync(IStore store, int objects, Latencies current, Latencies history)
    {
        var key = new ObjectKey(Load.Type, Uuid(Random.Shared.Next(objects)));
        await current.MeasureAsync(async () => await store.ReadObjectsAsync([key], CancellationToken.None));
        await history.MeasureAsync(async () =>
        {
            if ((await store.ReadRegistrationsAsync(key, 0, 2 * Registrations, CancellationToken.None)).Length != Registrations)
                throw new InvalidOperationException($"{key} has too few registrations.");
        });
    }

    private static async Task FillAsync(Report report, string directory, int objects)
    {
        var watch = Stopwatch.StartNew();
        await using (var open = await EmbeddedStore.OpenAsync(directory))
        {
            var next = -ObjectsACommit;
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
            {
                for (int from; (from = Interlocked.Add(ref next, ObjectsACommit)) < objects;)
                {
                    var uuids = Enumerable.Range(from, Math.Min(ObjectsACommit, objects - from)).Select(Uuid).ToArray();
                    for (var number = 1; number <= Registrations; number++)
                        await open.Store.CommitAsync([], [.. uuids.Select(uuid => Load.Registration(uuid, number, StateBytes))]);
                }
            })));
        }

        report.Figure("registrations of 1 KB written", objects * Registrations / watch.Elapsed.TotalSeconds, "1/s", note: $"{ObjectsACommit} a commit");
        report.Figure("on the disk", BytesOf(directory) / (double)objects, "bytes/object", note: $"{BytesOf(directory):#,0} bytes");
    }

    private static async Task StartAsync(Report report, string directory, string when, string? against)
    {
        var watch = Stopwatch.StartNew();
        await using var run = await SiloRun.StartOverAsync([.. EmbeddedStore.Settings(directory)]);
        report.Figure($"a silo ready {when}", watch.Elapsed.TotalSeconds, "s", against is null ? null : $"a silo ready {against}");
        using var process = Process.GetProcessById(run.ProcessId);
        report.Figure($"its memory {when}", process.WorkingSet64 / 1e6, "MB", against is null ? null : $"its memory {against}");
    }

    private static async Task ReadInProcessAsync(Report report, string directory, int objects)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ManyObjects).Assembly.Location, Verb, directory, objects.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };

        // The memory is to be that of a silo, which has the collector of a workstation.
        start.Environment["DOTNET_gcServer"] = "0";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            report.Note(line.Trim());
        await process.WaitForExitAsync();
    }

    /// <summary>Measures commits at half of the most that the store takes, alone and while the database is copied.</summary>
    private static async Task BackUpAsync(Report report, string directory)
    {
        await using var open = await EmbeddedStore.OpenAsync(directory, standard => standard with { MaxQueuedCommits = 1_000_000 });
        var store = open.Store;
        await Load.RepeatAsync(64, Duration / 2, () => CreateAsync(store));
        var most = await Load.RepeatAsync(64, Duration, () => CreateAsync(store)) / Duration.TotalSeconds;
        report.Figure("creates, 64 callers", most, "objects/s");
        var (alone, beside) = (new Latencies(), new Latencies());
        await Load.PaceAsync(most / 2, Duration, () => alone.MeasureAsync(() => CreateAsync(store)));
        alone.Report(report, "a create at half of it", isTail: true);

        using var copied = new CancellationTokenSource();
        var load = Load.PaceAsync(most / 2, TimeSpan.FromHours(1), () => beside.MeasureAsync(() => CreateAsync(store)), copied.Token);
        var watch = Stopwatch.StartNew();
        var file = Path.Combine(directory, "copy.db");
        await Task.Run(() => BareSqlite.Copy(Path.Combine(directory, "mocluster.db"), file));
        var took = watch.Elapsed.TotalSeconds;
        await copied.CancelAsync();
        await load;
        report.Figure("a backup beside it", took, "s", note: $"{new FileInfo(file).Length:#,0} bytes");
        beside.Report(report, "a create at half of it, beside a backup", "a create at half of it", isTail: true);
    }

    private static Task CreateAsync(IStore store) => store.CommitAsync(Load.Events(1), Load.Registration(Guid.NewGuid(), 1, StateBytes));

    /// <summary>The uuid of an object: random, but the same in every process.</summary>
    private static Guid Uuid(int place)
    {
        Span<byte> bytes = stackalloc byte[16];
        new Random(place).NextBytes(bytes);
        return new Guid(bytes);
    }

    private static long BytesOf(string directory) => Directory.GetFiles(directory).Sum(path => new FileInfo(path).Length);
}
