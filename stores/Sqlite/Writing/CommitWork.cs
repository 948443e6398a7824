using Microsoft.Extensions.Logging;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>A commit that waits for its batch.</summary>
/// <param name="commit">The commit.</param>
/// <param name="logger">The log.</param>
internal sealed class CommitWork(Commit commit, ILogger logger) : StoreWork
{
    // Whoever awaits the answer continues on another thread: the writer's thread has the next batch to write.
    private readonly TaskCompletionSource<CommitResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CommitResult? _result;
    private Exception? _thrown;

    /// <inheritdoc />
    public override int Size => commit.Events.Length + commit.Deliveries.Length;

    /// <summary>The answer.</summary>
    public Task<CommitResult> Answer => _answer.Task;

    /// <inheritdoc />
    public override void Decide(WriteBatch batch)
    {
        try
        {
            (_result, Appended) = batch.Decide(commit);
        }
        catch (Exception exception) when (exception is not Connections.SqliteException)
        {
            // The state is a value, so the other commits of the batch are judged as if this one had never been.
            _thrown = exception;
            if (exception is not ArgumentException)
                SqliteLog.JudgingFailed(logger, exception);
        }
    }

    /// <inheritdoc />
    public override void Complete()
    {
        if (_thrown is not null)
            _answer.SetException(_thrown);
        else
            _answer.SetResult(_result!);
    }

    /// <inheritdoc />
    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}
