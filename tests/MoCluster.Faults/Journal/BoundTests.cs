using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.History.Workload;
using MoCluster.Stores.Journal;

namespace MoCluster.Faults.Journal;

/// <summary>
/// However many events there were, a start reads only one snapshot and a bounded end of the log, and keeps none of the older events in
/// memory. The disk space is freed when the retention is over. <c>./mo bench start</c> measures the start in seconds.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class BoundTests(ITestOutputHelper output)
{
    private const int Events = 300_000;
    private const int Batch = 500;
    private const long Segment = 1024 * 1024;
    private const long Snapshot = 4 * 1024 * 1024;

    [Fact]
    public async Task Start_disk_and_memory_are_bounded()
    {
        using var directory = new TemporaryDirectory();
        var options = new JournalOptions
        {
            Directory = directory.Path, SegmentBytes = Segment, SnapshotBytes = Snapshot, TailEvents = 1_000, VerifySegments = false,
        };
        await WriteAsync(options);
        var whole = BytesOf(directory.Path);
        output.WriteLine($"{Events} events, {(double)whole / Events:0.0} bytes each on the disk");
        Assert.InRange(whole / Events, 40, 130);

        var snapshot = Assert.Single(Directory.GetFiles(directory.Path, "state-*.snap"));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var files = new CountingFiles();
        await using (var store = await OpenAsync(options, files))
        {
            output.WriteLine($"a start read {files.Read} bytes, the snapshot has {new FileInfo(snapshot).Length}");
            Assert.InRange(files.Read, 1, (2 * new FileInfo(snapshot).Length) + Snapshot + (3 * Segment));
            var held = GC.GetTotalMemory(forceFullCollection: true) - before;
            output.WriteLine($"{held} bytes are in memory, most of them the writer's buffer");
            Assert.InRange(held, 0, 8 * 1024 * 1024);

            await store.TrimAsync(DateTimeOffset.MaxValue, TestContext.Current.CancellationToken);
        }

        var left = BytesOf(directory.Path);
        output.WriteLine($"{left} bytes are left of {whole} after the retention");
        Assert.InRange(left, 1, new FileInfo(snapshot).Length + Snapshot + (3 * Segment));
        await using (var store = await OpenAsync(options, new CountingFiles()))
            Assert.Equal(Events + 1, (await store.CommitAsync(Commit(1))).Events[0].Event.Number);
    }

    private static Task<JournalStore> OpenAsync(JournalOptions options, CountingFiles files) =>
        JournalStore.OpenAsync(options, TimeProvider.System, NullLogger.Instance, failure => throw failure, files);

    private static async Task WriteAsync(JournalOptions options)
    {
        await using var store = await OpenAsync(options, new CountingFiles());
        for (var written = 0; written < Events; written += Batch * 4)
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.CommitAsync(Commit(Batch)).AsTask()));
        await store.SnapshotsIdle;
    }

    private static Commit Commit(int events) => new()
    {
        Id = Guid.NewGuid(),
        Events =
        [
            .. Enumerable.Range(0, events).Select(_ =>
            {
                var subject = Guid.NewGuid().ToString();
                return new EventDraft(new StreamKey("bounds", "b"), Guid.NewGuid(), subject, 10_000, subject);
            }),
        ],
    };

    private static long BytesOf(string directory) => Directory.GetFiles(directory).Sum(path => new FileInfo(path).Length);
}
