using MoCluster.GrainInterfaces;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>A move to another position that waits until no turn is under way: it is a commit of its own.</summary>
/// <param name="listener">The listener.</param>
/// <param name="first">The first number that it gets from then on.</param>
internal sealed class PositionRequest(Guid listener, long first)
{
    // The caller goes on within the turn that answers. All it does then is return.
    private readonly TaskCompletionSource<Outcome<long>> _answer = new();

    /// <summary>The answer.</summary>
    public Task<Outcome<long>> Answer => _answer.Task;

    /// <summary>What is to be committed.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="id">The commit's id.</param>
    /// <returns>The commit; null when the listener is gone.</returns>
    public Commit? ToCommit(ListenerQueue queue, Guid id)
    {
        if (queue.Find(listener) is not { } queued)
            return null;
        var progress = new ListenerProgress { Listener = listener, NewPosition = queued.Position + 1, Frontier = first - 1 };
        return new Commit
        {
            Id = id,
            Preconditions = [new Precondition.EventsKept(queued.Definition.Stream, first)],
            Groups = [new GroupWrite { Group = queue.Group, Epoch = queue.Epoch, Listeners = [progress] }],
        };
    }

    /// <summary>It is durable: the queue follows.</summary>
    public void Complete(ListenerQueue queue)
    {
        queue.Reposition(listener, first - 1);
        _answer.TrySetResult(first);
    }

    /// <summary>Answers that it was not done, or not known to be; a second answer is ignored.</summary>
    public void Refuse(Refusal refusal) => _answer.TrySetResult(refusal);
}
