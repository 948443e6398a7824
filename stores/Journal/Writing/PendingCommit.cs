using Microsoft.Extensions.Logging;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Journal.Codec;
using MoCluster.Stores.Journal.Log;
using MoCluster.Stores.Memory.Applying;
using MoCluster.Stores.Memory.Judging;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal.Writing;

/// <summary>A commit that waits for its group.</summary>
/// <param name="commit">The commit.</param>
/// <param name="body">The commit as it will stand in the log, written by its caller's thread.</param>
/// <param name="log">The log.</param>
internal sealed class PendingCommit(Commit commit, ByteWriter body, ILogger log) : PendingWrite
{
    // Whoever awaits goes on elsewhere: the writer's thread has the next group to write.
    private readonly TaskCompletionSource<CommitResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _traced = CommitCodec.HasTraceParents(commit);
    private CommitResult? _result;
    private Exception? _thrownBack;

    /// <inheritdoc />
    public override int Size { get; } = body.Length;

    /// <summary>The answer.</summary>
    public Task<CommitResult> Answer => _answer.Task;

    /// <inheritdoc />
    public override StoreState Decide(StoreState state, DateTimeOffset now, ByteWriter frame)
    {
        var begin = frame.Length;
        try
        {
            return Judged(state, Judge.Decide(state, commit, now), frame);
        }
        catch (Exception exception)
        {
            // The state is a value, so the others of the group are judged as if this one had never been.
            frame.Truncate(begin);
            Written = null;
            Events = [];
            _thrownBack = exception;
            if (exception is not ArgumentException)
                StoreLog.JudgingFailed(log, exception);
            return state;
        }
        finally
        {
            body.Dispose();
        }
    }

    /// <inheritdoc />
    public override void Complete()
    {
        if (_thrownBack is not null)
            _answer.SetException(_thrownBack);
        else
            _answer.SetResult(_result!);
    }

    /// <inheritdoc />
    public override void Fail(Exception exception)
    {
        body.Dispose();
        _answer.TrySetException(exception);
    }

    private StoreState Judged(StoreState state, Verdict verdict, ByteWriter frame)
    {
        if (verdict.Assignment is not { } assignment)
        {
            _result = new CommitResult { Refusal = verdict.Refusal };
            return state;
        }

        var events = assignment.Append(commit.Events);
        _result = assignment.Result(events);
        if (verdict.Repeated)
            return state;

        var after = CommitApplication.Apply(state, commit, assignment);
        LogRecords.WriteCommit(frame, assignment, body.Written, _traced);
        Written = assignment;
        Events = events;
        return after;
    }
}
