using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>The fetches of a group that wait for events, those of each listener in their order, with their deadlines.</summary>
internal sealed class FetchQueue
{
    private readonly Dictionary<Guid, LinkedList<FetchRequest>> _fetches = [];
    private readonly PriorityQueue<FetchRequest, long> _deadlines = new();

    /// <summary>The answer to a fetch that gets no events.</summary>
    public static Outcome<ImmutableArray<Delivery>> Nothing { get; } = new([], null);

    /// <summary>How many fetches wait.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a fetch waits.</summary>
    public bool Any => Count > 0;

    /// <summary>The first deadline of a waiting fetch; null when none waits.</summary>
    public long? NextDeadline
    {
        get
        {
            while (_deadlines.TryPeek(out var request, out var deadline))
            {
                if (!request.IsAnswered && !request.IsDecided)
                    return deadline;
                _deadlines.Dequeue();
            }

            return null;
        }
    }

    /// <summary>Adds a fetch.</summary>
    public void Add(FetchRequest request)
    {
        if (!_fetches.TryGetValue(request.Listener, out var queue))
            _fetches[request.Listener] = queue = [];
        queue.AddLast(request);
        if (_deadlines.Count > (2 * Count) + 1_024)
            ForgetAnswered();
        _deadlines.Enqueue(request, request.Deadline);
        Count++;
    }

    /// <summary>The fetch of a listener that has waited longest and may be served. It stays in the queue.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="leased">How many events of the listener are leased. A fetch is not served while they fill its window.</param>
    /// <returns>The fetch; null when there is none.</returns>
    public FetchRequest? Peek(Guid listener, int leased = 0)
    {
        if (!_fetches.TryGetValue(listener, out var queue))
            return null;
        for (var node = queue.First; node is not null;)
        {
            var (next, request) = (node.Next, node.Value);
            if (request.IsAnswered)
                queue.Remove(node);
            else if (request.Window > leased)
                return request;
            node = next;
        }

        if (queue.Count == 0)
            _fetches.Remove(listener);
        return null;
    }

    /// <summary>Removes a fetch that the turn under way serves.</summary>
    public void Decide(FetchRequest request)
    {
        request.IsDecided = true;
        _fetches[request.Listener].Remove(request);
        Count--;
    }

    /// <summary>Answers a fetch with nothing, unless a turn serves it.</summary>
    public void GiveUp(FetchRequest request) => Answer(request, Nothing);

    /// <summary>Answers the fetches that have waited long enough with no events.</summary>
    /// <param name="now">A timestamp of the clock.</param>
    /// <param name="isServable">Whether a listener has events for its fetches, so that they are not answered with none; null for never.</param>
    /// <param name="refusal">The answer to such fetches; null lets them wait for their turn.</param>
    public void Expire(long now, Func<Guid, bool>? isServable = null, Refusal? refusal = null)
    {
        List<FetchRequest>? kept = null;
        while (NextDeadline <= now)
        {
            var request = _deadlines.Dequeue();
            if (isServable?.Invoke(request.Listener) != true)
                Answer(request, Nothing);
            else if (refusal is not null)
                Answer(request, refusal);
            else
                (kept ??= []).Add(request);
        }

        kept?.ForEach(request => _deadlines.Enqueue(request, request.Deadline));
    }

    /// <summary>Refuses the fetches of a listener.</summary>
    public void Refuse(Guid listener, Refusal refusal)
    {
        while (Peek(listener) is { } request)
        {
            request.Refuse(refusal);
            Count--;
        }
    }

    /// <summary>Refuses all fetches.</summary>
    public void Refuse(Refusal refusal)
    {
        foreach (var listener in _fetches.Keys.ToArray())
            Refuse(listener, refusal);
    }

    private void Answer(FetchRequest request, Outcome<ImmutableArray<Delivery>> outcome)
    {
        if (request.IsDecided || request.IsAnswered)
            return;
        request.Reply(outcome);
        Count--;
    }

    /// <summary>
    /// Forgets the answered fetches. Each holds the events that it was given until its deadline is dequeued, which may take long when a fetch with
    /// an earlier deadline still waits.
    /// </summary>
    private void ForgetAnswered()
    {
        var standing = _deadlines.UnorderedItems.Where(item => !item.Element.IsAnswered && !item.Element.IsDecided).ToArray();
        _deadlines.Clear();
        _deadlines.EnqueueRange(standing);
    }
}
