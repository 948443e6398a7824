using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.Grains.Storage;
using MoCluster.Stores.Sqlite;

namespace MoCluster.Benchmarks;

/// <summary>The embedded store without a silo.</summary>
internal sealed class EmbeddedStore : IAsyncDisposable
{
    /// <summary>A page of SQLite in bytes.</summary>
    private const int PageBytes = 4096;

    private EmbeddedStore(IStore store) => Store = store;

    public IStore Store { get; }

    /// <summary>The settings of a silo with an embedded store.</summary>
    public static IEnumerable<string> Settings(string directory) => [$"Store:Directory={directory}"];

    /// <summary>Opens the store of a directory.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="change">Changes the options of SQLite; null to use the standard ones.</param>
    public static async Task<EmbeddedStore> OpenAsync(string directory, Func<SqliteOptions, SqliteOptions>? change = null)
    {
        var standard = new SqliteOptions { Directory = directory };
        return new EmbeddedStore(await SqliteStore.OpenAsync(
            change?.Invoke(standard) ?? standard, TimeProvider.System, NullLogger.Instance, failure => throw failure));
    }

    /// <summary>What an embedded store did since it was opened.</summary>
    public static StoreCounts CountsOf(IStore store) => store switch
    {
        SqliteStore { Counters: var did } => new StoreCounts(did.Commits, did.Batches, did.Events, did.Pages * PageBytes),
        _ => throw new InvalidOperationException($"{store.GetType().Name} is no embedded store."),
    };

    public async ValueTask DisposeAsync()
    {
        if (Store is IAsyncDisposable open)
            await open.DisposeAsync();
    }
}
