using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.History.Workload;
using MoCluster.Stores.Memory;
using MoCluster.Stores.PostgreSql;
using MoCluster.Stores.Sqlite;
using MoCluster.Stores.Sqlite.Maintenance;

namespace MoCluster.Conformance.Stores.Hosting;

/// <summary>
/// The store of one test. At the end of the test, a store that can be closed is closed and opened again, and must show the same. A database
/// of SQLite is verified then.
/// </summary>
public sealed class StoreHost : IAsyncDisposable
{
    private readonly StoreKind _kind;
    private readonly TemporaryDirectory? _directory;
    private readonly StoreView _view = new();
    private PostgreSqlOptions? _database;

    private StoreHost(StoreKind kind, ManualTime time)
    {
        Time = time;
        _kind = kind;
        _directory = kind is StoreKind.Sqlite or StoreKind.SmallSqlite ? new TemporaryDirectory() : null;
        Store = null!;
    }

    /// <summary>The store.</summary>
    public IStore Store { get; private set; }

    /// <summary>The store's clock.</summary>
    public ManualTime Time { get; }

    /// <summary>Opens an empty store.</summary>
    /// <param name="kind">The kind of store.</param>
    /// <param name="time">Its clock; null for a new one.</param>
    public static async Task<StoreHost> OpenAsync(StoreKind kind, ManualTime? time = null)
    {
        var host = new StoreHost(kind, time ?? new ManualTime());
        host.Store = await host.OpenStoreAsync();
        return host;
    }

    /// <summary>Commits, and returns whatever the result is.</summary>
    public async Task<CommitResult> CommitAsync(Commit commit)
    {
        _view.Note(commit);
        return await Store.CommitAsync(commit);
    }

    /// <summary>Hands a commit to the store at once; the answer comes later.</summary>
    public ValueTask<CommitResult> Begin(Commit commit)
    {
        _view.Note(commit);
        return Store.CommitAsync(commit);
    }

    /// <summary>Commits, and asserts that it succeeded.</summary>
    public async Task<CommitResult> SucceedAsync(Commit commit)
    {
        var result = await CommitAsync(commit);
        Assert.True(result.Committed, $"{result.Refusal?.Precondition}: {result.Refusal?.Found}");
        return result;
    }

    /// <summary>Commits, and asserts that it was refused and changed nothing.</summary>
    /// <returns>The refusal.</returns>
    public async Task<CommitRefusal> RefuseAsync(Commit commit)
    {
        _view.Note(commit);
        var before = await ShowAsync();
        var result = await Store.CommitAsync(commit);
        Assert.False(result.Committed, "The commit should have been refused.");
        Assert.Empty(result.Events);
        Assert.Equal(before, await ShowAsync());
        return result.Refusal;
    }

    /// <summary>Commits, and asserts that it was rejected with an exception, as a mistake of its author, and changed nothing.</summary>
    public async Task AssertThrowsAsync(Commit commit)
    {
        _view.Note(commit);
        var before = await ShowAsync();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.CommitAsync(commit).AsTask());
        Assert.Equal(before, await ShowAsync());
    }

    /// <summary>Everything that can be read of what the commits so far named, as text.</summary>
    public Task<string> ShowAsync() => _view.ShowAsync(Store);

    /// <summary>Closes and opens the store, if its kind can be closed.</summary>
    public async Task ReopenAsync()
    {
        if (Store is not IAsyncDisposable open)
            return;
        await open.DisposeAsync();
        Store = await OpenStoreAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            var before = await ShowAsync();
            await ReopenAsync();
            Assert.Equal(before, await ShowAsync());
        }
        finally
        {
            if (Store is IAsyncDisposable open)
                await open.DisposeAsync();
            if (_kind is StoreKind.Sqlite or StoreKind.SmallSqlite)
                Assert.Empty(SqliteVerification.OfDirectory(new SqliteOptions { Directory = _directory!.Path }).Problems);
            if (_database is not null)
                await SharedServer.DropAsync(_database);
            _directory?.Dispose();
        }
    }

    private async Task<IStore> OpenStoreAsync()
    {
        if (_kind == StoreKind.Memory)
            return new MemoryStore(Time, Guid.NewGuid());
        if (_kind is StoreKind.PostgreSql or StoreKind.SmallPostgreSql)
            return await OpenDatabaseAsync();
        var options = new SqliteOptions { Directory = _directory!.Path };
        if (_kind == StoreKind.SmallSqlite)
            options = options with { TailEvents = 0, MaxBatchCommits = 3, Readers = 1, CheckpointPages = 16, TrimBatch = 3, CacheKiB = 1_024 };
        return await SqliteStore.OpenAsync(options, Time, NullLogger.Instance, exception => throw exception);
    }

    private async Task<IStore> OpenDatabaseAsync()
    {
        if (_database is null)
        {
            // The suites set the time, so the server gets it from them.
            _database = (await SharedServer.OptionsAsync()) with { ImposeClock = true, CommitConnections = 1 };
            if (_kind == StoreKind.SmallPostgreSql)
                _database = _database with { CommitConnections = 3, MaxBatchCommits = 2, MaxBatchEvents = 3, Readers = 1, TrimBatch = 3 };
        }

        return await PostgreSqlStore.OpenAsync(_database, Time, null, CancellationToken.None);
    }
}
