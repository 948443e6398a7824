using System.Collections.Concurrent;
using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>A store that lets a test act between what a grain has read and its commit, and that counts.</summary>
internal sealed class InterceptedStore(IStore store) : ForwardingStore(store)
{
    private int _commits;

    /// <summary>Runs before a commit, which it may have thrown instead. It is given the count of commits so far, this one included.</summary>
    public Func<int, Commit, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Runs after a commit became true or was refused.</summary>
    public Func<CommitResult, Task> After { get; set; } = _ => Task.CompletedTask;

    public int Commits => Volatile.Read(ref _commits);

    /// <summary>The objects that were read, in their order.</summary>
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
