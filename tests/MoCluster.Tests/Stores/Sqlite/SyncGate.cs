namespace MoCluster.Tests.Stores.Sqlite;

/// <summary>Holds up the next sync of the WAL until the test opens it.</summary>
internal sealed class SyncGate : IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _open = new();

    public SyncGate(SqliteFixture fixture) => fixture.BeforeSync = path =>
    {
        if (!path.EndsWith("-wal", StringComparison.Ordinal))
            return;
        _reached.TrySetResult();
        _open.Wait();
    };

    /// <summary>Completed when it holds something up.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Lets everything pass from now on.</summary>
    public void Open() => _open.Set();

    /// <inheritdoc />
    public void Dispose() => _open.Set();
}
