using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Objects;
using MoCluster.History.Workload;
using MoCluster.Stores.Sqlite;
using SQLitePCL;

namespace MoCluster.Faults.Sqlite;

/// <summary>
/// However many events and objects there are, a start reads little of the file and keeps none of them in memory. The room of what retention
/// deletes is used again. <c>./mo bench start</c> measures the start in seconds.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class BoundTests(ITestOutputHelper output)
{
    private const int Events = 300_000;
    private const int Objects = 20_000;
    private const int Batch = 500;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_start_and_memory_are_bounded_and_room_is_used_again()
    {
        using var directory = new TemporaryDirectory();
        var options = new SqliteOptions { Directory = directory.Path, TailEvents = 1_000, CheckpointPages = 1_024 };
        await using (var store = await OpenAsync(options))
        {
            await WriteObjectsAsync(store);
            var objects = store.Counters.Pages;
            await WriteEventsAsync(store);
            output.WriteLine($"{objects} pages were written for {Objects} objects, {store.Counters.Pages - objects} for {Events} events");
        }

        var whole = BytesOf(directory.Path);
        output.WriteLine($"{whole} bytes on the disk");
        Assert.InRange(whole, Events * 40L, (Events * 130L) + (Objects * 1_500L));

        Batteries_V2.Init();
        var (native, managed) = (raw.sqlite3_memory_used(), GC.GetTotalMemory(forceFullCollection: true));
        var read = BytesRead();
        await using (var store = await OpenAsync(options))
        {
            read = BytesRead() - read;
            output.WriteLine($"a start read {read} bytes");
            Assert.InRange(read, 0, 2 * 1024 * 1024);
            (native, managed) = (raw.sqlite3_memory_used() - native, GC.GetTotalMemory(forceFullCollection: true) - managed);
            output.WriteLine($"{native} bytes of SQLite's memory and {managed} of the heap are held");
            Assert.InRange(native, 0, 4 * 1024 * 1024);
            Assert.True(managed < 8 * 1024 * 1024);

            // What retention frees takes the next events.
            await store.TrimAsync(DateTimeOffset.MaxValue, Cancellation);
            Assert.Equal(Events + 1, (await store.ReadHeadsAsync(default, Cancellation))[0].First);
            await WriteEventsAsync(store);
        }

        var again = BytesOf(directory.Path);
        output.WriteLine($"{again} bytes after as many events again");
        Assert.InRange(again, 1, whole + (whole / 10));
        await using (var store = await OpenAsync(options))
            Assert.Equal((2 * Events) + 1, (await store.CommitAsync(EventsOf(1))).Events[0].Event.Number);
    }

    private static Task<SqliteStore> OpenAsync(SqliteOptions options) =>
        SqliteStore.OpenAsync(options, TimeProvider.System, NullLogger.Instance, failure => throw failure);

    private static async Task WriteEventsAsync(SqliteStore store)
    {
        for (var written = 0; written < Events; written += Batch * 4)
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.CommitAsync(EventsOf(Batch)).AsTask()));
    }

    private static async Task WriteObjectsAsync(SqliteStore store)
    {
        for (var written = 0; written < Objects; written += Batch)
            await store.CommitAsync(new Commit { Id = Guid.NewGuid(), Registrations = [.. Enumerable.Range(0, Batch).Select(_ => Registration())] });
    }

    private static RegistrationWrite Registration() => new()
    {
        Object = new ObjectKey("org_unit", Guid.CreateVersion7()),
        Number = 1,
        Actor = Guid.Empty,
        Operation = MutationKind.Create,
        State = [.. new byte[500]],
        UserKeys = [Guid.NewGuid().ToString()],
    };

    private static Commit EventsOf(int count) => new()
    {
        Id = Guid.NewGuid(),
        Events =
        [
            .. Enumerable.Range(0, count).Select(_ =>
            {
                var subject = Guid.NewGuid().ToString();
                return new EventDraft(new StreamKey("bounds", "b"), Guid.NewGuid(), subject, 10_000, subject);
            }),
        ],
    };

    private static long BytesOf(string directory) => Directory.GetFiles(directory).Sum(path => new FileInfo(path).Length);

    /// <summary>How many bytes this process has read, from the disk or its cache; 0 where the system does not tell.</summary>
    private static long BytesRead() => OperatingSystem.IsLinux()
        ? long.Parse(File.ReadLines($"/proc/{Environment.ProcessId}/io").First()["rchar: ".Length..], System.Globalization.CultureInfo.InvariantCulture)
        : 0;
}
