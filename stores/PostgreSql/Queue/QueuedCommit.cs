using System.Diagnostics;
using MoCluster.GrainInterfaces;
using MoCluster.Grains;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Stores.PostgreSql.Queue;

/// <summary>A commit that waits in the queue or is in a batch.</summary>
/// <param name="commit">The commit.</param>
internal sealed class QueuedCommit(Commit commit)
{
    // A commit connection must not run the code of callers that continue.
    private readonly TaskCompletionSource<CommitResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The commit.</summary>
    public Commit Commit { get; } = commit;

    /// <summary>How many events and deliveries it appends.</summary>
    public int Size => Commit.Events.Length + Commit.Deliveries.Length;

    /// <summary>What the commit writes, as hashes: no two batches under way share one.</summary>
    public ulong[] Keys { get; } = CommitKeys.Of(commit);

    /// <summary>What the commit depends on and does not write, as such hashes. It does not overtake a commit that waits to write one of these.</summary>
    public ulong[] Named { get; } = CommitKeys.NamedBy(commit);

    /// <summary>The streams to which the commit appends, each once.</summary>
    public StreamKey[] Streams { get; } = StreamsOf(commit);

    /// <summary>The caller's recorded trace span; null if there is none.</summary>
    public Activity? Cause { get; } = GrainActivities.Current;

    /// <summary>The task that the caller awaits.</summary>
    public Task<CommitResult> Completion => _completion.Task;

    /// <summary>Answers the caller.</summary>
    public void Complete(CommitResult result) => _completion.TrySetResult(result);

    /// <summary>Fails the caller's task.</summary>
    public void Fail(Exception exception) => _completion.TrySetException(exception);

    private static StreamKey[] StreamsOf(Commit commit)
    {
        var streams = new HashSet<StreamKey>();
        StreamKey? last = null;
        foreach (var draft in commit.Events)
        {
            if (draft.Stream != last)
                streams.Add((last = draft.Stream).Value);
        }

        return [.. streams];
    }
}
