using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>A look at a queue that waits until no turn is under way, so that it sees nothing uncommitted.</summary>
/// <param name="query">What is looked for.</param>
/// <param name="options">How much one look goes through.</param>
internal sealed class ListRequest(EntryQuery query, ListenerOptions options)
{
    // The caller goes on within the turn that answers. All it does then is return.
    private readonly TaskCompletionSource<Outcome<EntryPage>> _answer = new();

    /// <summary>The answer.</summary>
    public Task<Outcome<EntryPage>> Answer => _answer.Task;

    /// <summary>Looks, and answers.</summary>
    public void Look(ListenerQueue queue)
    {
        if (queue.Find(query.Listener) is not { } listener)
        {
            _answer.TrySetResult(new EntryPage([], null));
            return;
        }

        var found = new List<int>();
        var next = listener.View.Find(query.Filter, query.After, query.Limit, options.LookSize, found);
        _answer.TrySetResult(new EntryPage([.. found.Select(listener.View.Show)], next));
    }

    /// <summary>Answers that it cannot be seen; a second answer is ignored.</summary>
    public void Refuse(Refusal refusal) => _answer.TrySetResult(refusal);
}
