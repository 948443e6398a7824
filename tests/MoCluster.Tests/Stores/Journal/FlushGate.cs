namespace MoCluster.Tests.Stores.Journal;

/// <summary>Holds up the next flush of the log until the test opens it.</summary>
internal sealed class FlushGate : IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _open = new();

    public FlushGate(SeamFiles files, string operation = "flush", string prefix = "log-") => files.Before = (done, name) =>
    {
        if (done != operation || !name.StartsWith(prefix, StringComparison.Ordinal))
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
