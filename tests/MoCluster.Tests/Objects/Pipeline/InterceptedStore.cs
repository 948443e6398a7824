using System.Collections.Concurrent;
using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>A store that lets a test act before and after each commit, and that records reads and counts commits.</summary>
internal sealed class InterceptedStore(IStore store) : ForwardingStore(store)
{
    private int _commits;

    /// <summary>Runs before a commit, and may throw instead of it. Gets the number of commits so far, including this one.</summary>
    public Func<int, Commit, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Runs after a commit, with its result.</summary>
    public Func<CommitResult, Task> After { get; set; } = _ => Task.CompletedTask;

    public int Commits => Volatile.Read(ref _commits);

    /// <summary>The objects that were read, in order.</summary>
    public ConcurrentQueue<ObjectKey> Read { get; } = [];

    public override ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation)
    {
        foreach (var key in keys)
            Read.Enqueue(key);
        return base.ReadObjectsAsync(keys, cancellation);
    }

    public override async ValueTask<CommitResult> CommitAsync(Commit commit)
    {
        await Before(Interlocked.Increment(ref _commits), commit);
        var result = await base.CommitAsync(commit);
        await After(result);
        return result;
    }
}
