using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.Journal;
using MoCluster.Stores.Journal.Files;

using MoCluster.Tests.Telemetry;

namespace MoCluster.Tests.Stores.Journal;

/// <summary>A directory of one test with a journal in it.</summary>
internal sealed class JournalFixture : IAsyncDisposable
{
    private readonly List<JournalStore> _opened = [];

    /// <summary>The stream of most tests.</summary>
    public static StreamKey Stream { get; } = new("tests", "things");

    /// <summary>The directory.</summary>
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("mocluster-").FullName;

    /// <summary>The file system.</summary>
    public SeamFiles Files { get; } = new(new DiskFiles());

    /// <summary>What was logged.</summary>
    public ListLogger Log { get; } = new();

    /// <summary>What the journal said had failed.</summary>
    public List<Exception> Failures { get; } = [];

    /// <summary>The one log segment.</summary>
    public string OnlySegment => Assert.Single(Segments);

    /// <summary>The log segments.</summary>
    public string[] Segments => [.. System.IO.Directory.GetFiles(Directory, "log-*.seg").Order(StringComparer.Ordinal)];

    /// <summary>The mark of how far the log was confirmed.</summary>
    public string Confirmed => Path.Combine(Directory, "confirmed");

    /// <summary>The snapshots.</summary>
    public string[] Snapshots => [.. System.IO.Directory.GetFiles(Directory, "state-*").Order(StringComparer.Ordinal)];

    /// <summary>Opens the journal, with limits that a test sets.</summary>
    public async Task<JournalStore> OpenAsync(Func<JournalOptions, JournalOptions>? change = null)
    {
        var options = new JournalOptions { Directory = Directory };
        var store = await JournalStore.OpenAsync(change?.Invoke(options) ?? options, TimeProvider.System, Log, Failures.Add, Files);
        _opened.Add(store);
        return store;
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

    /// <summary>All files but the lock, with their content.</summary>
    public Dictionary<string, string> Content() => System.IO.Directory.GetFiles(Directory)
        .Where(path => !Path.GetFileName(path).StartsWith("lock", StringComparison.Ordinal))
        .ToDictionary(path => path, path => Convert.ToHexString(File.ReadAllBytes(path)));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var store in _opened)
            await store.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
