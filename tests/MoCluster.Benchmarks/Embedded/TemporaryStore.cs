using MoCluster.Grains.Storage;
using MoCluster.Stores.Sqlite;

namespace MoCluster.Benchmarks.Embedded;

/// <summary>An embedded store in a folder that is deleted with it.</summary>
internal sealed class TemporaryStore : IAsyncDisposable
{
    private readonly EmbeddedStore _open;

    private TemporaryStore(EmbeddedStore open, string directory) => (_open, Directory) = (open, directory);

    public string Directory { get; }

    public IStore Store => _open.Store;

    public StoreCounts Counts => EmbeddedStore.CountsOf(Store);

    /// <summary>Opens a store in a new folder.</summary>
    /// <param name="change">Changes the options of SQLite; null to use the standard ones.</param>
    public static async Task<TemporaryStore> OpenAsync(Func<SqliteOptions, SqliteOptions>? change = null)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("mocluster-bench-").FullName;
        return new TemporaryStore(await EmbeddedStore.OpenAsync(directory, change), directory);
    }

    public async ValueTask DisposeAsync()
    {
        await _open.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
