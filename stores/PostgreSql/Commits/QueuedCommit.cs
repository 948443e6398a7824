using System.Diagnostics;
using MoCluster.GrainInterfaces;
using MoCluster.Grains;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Stores.PostgreSql.Commits;

/// <summary>A commit on its way.</summary>
/// <param name="commit">The commit.</param>
internal sealed class QueuedCommit(Commit commit)
{
    // Callers go on elsewhere: a lane must not run their code.
    private readonly TaskCompletionSource<CommitResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The commit.</summary>
    public Commit Commit { get; } = commit;

    /// <summary>What it writes, as hashes: two lanes are never at commits that share one.</summary>
    public ulong[] Keys { get; } = CommitKeys.Of(commit);

    /// <summary>What it rests on and does not write, as such hashes: a commit that waits to write one goes before it.</summary>
    public ulong[] Named { get; } = CommitKeys.NamedBy(commit);

    /// <summary>The streams that it appends to, each once.</summary>
    public StreamKey[] Streams { get; } = StreamsOf(commit);

    /// <summary>The recorded span of its caller; null for none.</summary>
    public Activity? Cause { get; } = GrainActivities.Current;

    /// <summary>What its caller awaits.</summary>
    public Task<CommitResult> Completion => _completion.Task;

    /// <summary>Answers its caller.</summary>
    public void Complete(CommitResult result) => _completion.TrySetResult(result);

    /// <summary>Fails its caller.</summary>
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
