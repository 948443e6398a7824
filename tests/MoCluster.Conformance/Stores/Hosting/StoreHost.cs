using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Grains.Storage;
using MoCluster.Stores.Journal;
using MoCluster.Stores.Memory;
using MoCluster.Stores.PostgreSql;

namespace MoCluster.Conformance.Stores.Hosting;

/// <summary>A store of one test. What can be closed is closed and opened again at the end, and must show the same.</summary>
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
        _directory = kind is StoreKind.Journal or StoreKind.SmallJournal ? new TemporaryDirectory() : null;
        Store = null!;
    }

    /// <summary>The store.</summary>
    public IStore Store { get; private set; }

    /// <summary>Its clock.</summary>
    public ManualTime Time { get; }

    /// <summary>Opens an empty store.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="time">Its clock; null for one of its own.</param>
    public static async Task<StoreHost> OpenAsync(StoreKind kind, ManualTime? time = null)
    {
        var host = new StoreHost(kind, time ?? new ManualTime());
        host.Store = await host.OpenStoreAsync();
        return host;
    }

    /// <summary>Commits, whatever comes of it.</summary>
    public async Task<CommitResult> CommitAsync(Commit commit)
    {
        _view.Note(commit);
        return await Store.CommitAsync(commit);
    }

    /// <summary>Hands a commit over at once; the answer comes later.</summary>
    public ValueTask<CommitResult> Begin(Commit commit)
    {
        _view.Note(commit);
        return Store.CommitAsync(commit);
    }

    /// <summary>Commits what must become true.</summary>
    public async Task<CommitResult> SucceedAsync(Commit commit)
    {
        var result = await CommitAsync(commit);
        Assert.True(result.Committed, $"{result.Refusal?.Precondition}: {result.Refusal?.Found}");
        return result;
    }

    /// <summary>Commits what must be refused, and looks that it changed nothing.</summary>
    /// <returns>Why it was.</returns>
    public async Task<CommitRefusal> RefuseAsync(Commit commit)
    {
        _view.Note(commit);
        var before = await ShowAsync();
        var result = await Store.CommitAsync(commit);
        Assert.False(result.Committed, "It was to be refused.");
        Assert.Empty(result.Events);
        Assert.Equal(before, await ShowAsync());
        return result.Refusal;
    }

    /// <summary>Commits what only its author's mistake explains, and looks that it changed nothing.</summary>
    public async Task ThrowsBackAsync(Commit commit)
    {
        _view.Note(commit);
        var before = await ShowAsync();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.CommitAsync(commit).AsTask());
        Assert.Equal(before, await ShowAsync());
    }

    /// <summary>All that can be read of what commits ever named, as text.</summary>
    public Task<string> ShowAsync() => _view.ShowAsync(Store);

    /// <summary>Closes and opens what can be.</summary>
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
        var options = new JournalOptions { Directory = _directory!.Path };
        if (_kind == StoreKind.SmallJournal)
            options = options with { TailEvents = 0, SegmentBytes = 4096, SnapshotBytes = 4096, MaxGroupCommits = 3, MaxFileReads = 1 };
        return await JournalStore.OpenAsync(options, Time, NullLogger.Instance, exception => throw exception);
    }

    private async Task<IStore> OpenDatabaseAsync()
    {
        if (_database is null)
        {
            // The suites set the time, so the server takes it from them.
            _database = (await SharedServer.OptionsAsync()) with { ImposeClock = true, Lanes = 1 };
            if (_kind == StoreKind.SmallPostgreSql)
                _database = _database with { Lanes = 3, MaxGroupCommits = 2, MaxGroupEvents = 3, Readers = 1, TrimBatch = 3 };
        }

        return await PostgreSqlStore.OpenAsync(_database, Time, null, CancellationToken.None);
    }
}
