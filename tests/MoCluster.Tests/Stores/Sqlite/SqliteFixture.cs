using MoCluster.Disks;
using MoCluster.Faults.Sqlite;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.Sqlite;
using MoCluster.Tests.Telemetry;

namespace MoCluster.Tests.Stores.Sqlite;

/// <summary>A disk of one test with an embedded store on it. If the power fails, it loses all that was not synced.</summary>
internal sealed class SqliteFixture : IAsyncDisposable
{
    private readonly List<(SqliteStore Store, DiskMount Mount)> _opened = [];
    private int _syncs;

    /// <summary>Creates an empty disk.</summary>
    public SqliteFixture() => Disk.BeforeSync = path =>
    {
        Interlocked.Increment(ref _syncs);
        BeforeSync(path);
    };

    /// <summary>The stream of most tests.</summary>
    public static StreamKey Stream { get; } = new("tests", "things");

    /// <summary>The disk.</summary>
    public LossyDisk Disk { get; } = new(_ => 0);

    /// <summary>Called with a file's path before it is synced, by the thread that syncs.</summary>
    public Action<string> BeforeSync { get; set; } = _ => { };

    /// <summary>How many syncs began.</summary>
    public int Syncs => Volatile.Read(ref _syncs);

    /// <summary>What was logged.</summary>
    public ListLogger Log { get; } = new();

    /// <summary>What the store said had failed.</summary>
    public List<Exception> Failures { get; } = [];

    /// <summary>After how many operations of the next store the power fails; null if it does not.</summary>
    public int? FailsWhenOpenedAfter { get; set; }

    /// <summary>Opens the store, with limits that a test sets. The one before was closed, or the power failed.</summary>
    public async Task<SqliteStore> OpenAsync(Func<SqliteOptions, SqliteOptions>? change = null)
    {
        var options = new SqliteOptions { Directory = "/store" };
        var mount = Disk.Mount();
        if (FailsWhenOpenedAfter is { } operations)
            Disk.FailAfter(operations);
        try
        {
            var store = await SqliteStore.OpenAsync(change?.Invoke(options) ?? options, TimeProvider.System, Log, Failures.Add, new MountedFiles(mount));
            _opened.Add((store, mount));
            return store;
        }
        catch
        {
            mount.Dispose();
            throw;
        }
    }

    /// <summary>A commit of events.</summary>
    public static Commit Events(params string[] subjects) => new()
    {
        Id = Guid.NewGuid(),
        Events = [.. subjects.Select(subject => new EventDraft(Stream, Guid.NewGuid(), subject, 1, subject))],
    };

    /// <summary>The subjects of all events.</summary>
    public static async Task<string[]> SubjectsAsync(IStore store) =>
        [.. (await store.ReadEventsAsync(Stream, 1, 10_000, TestContext.Current.CancellationToken)).Select(record => record.Subject)];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var (store, mount) in _opened)
        {
            await store.DisposeAsync();
            mount.Dispose();
        }
    }
}
