using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>A list of entries, which waits until no turn is under way, so that it contains nothing uncommitted.</summary>
/// <param name="query">Which entries.</param>
/// <param name="options">How many entries one list examines.</param>
internal sealed class ListRequest(EntryQuery query, ListenerOptions options) : GroupRequest<EntryPage>
{
    /// <summary>Makes the list, and answers.</summary>
    public void Decide(ListenerQueue queue)
    {
        if (queue.Find(query.Listener) is not { } listener)
        {
            Reply(new EntryPage([], null));
            return;
        }

        var found = new List<int>();
        var next = listener.View.Find(query.Filter, query.After, query.Limit, options.LookSize, found);
        Reply(new EntryPage([.. found.Select(listener.View.Show)], next));
    }
}
