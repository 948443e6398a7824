using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Listeners;

/// <summary>
/// The calls of a group that wait: acknowledgements for the next commit, fetches for events, each listener's in their order.
/// </summary>
/// <param name="options">The limits.</param>
internal sealed class RequestQueue(ListenerOptions options)
{
    private readonly Queue<AcknowledgeRequest> _acknowledgements = [];
    private readonly Dictionary<Guid, Queue<FetchRequest>> _fetches = [];
    private readonly PriorityQueue<FetchRequest, long> _deadlines = new();
    private int _tokens;
    private int _waiting;

    /// <summary>Nothing, as an answer that is made once.</summary>
    public static Outcome<ImmutableArray<Delivery>> Nothing { get; } = new([], null);

    /// <summary>Whether an acknowledgement waits.</summary>
    public bool HasAcknowledgements => _acknowledgements.Count > 0;

    /// <summary>Whether a fetch waits.</summary>
    public bool HasFetches => _waiting > 0;

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

    /// <summary>Lets an acknowledgement wait for the next commit.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(AcknowledgeRequest request)
    {
        if (_tokens > 0 && _tokens + request.Tokens.Count > options.MaxQueuedTokens)
            return false;
        _tokens += request.Tokens.Count;
        _acknowledgements.Enqueue(request);
        return true;
    }

    /// <summary>Lets a fetch wait for events.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(FetchRequest request)
    {
        if (_waiting >= options.MaxWaiting)
            return false;
        if (!_fetches.TryGetValue(request.Listener, out var queue))
            _fetches[request.Listener] = queue = [];
        queue.Enqueue(request);
        _deadlines.Enqueue(request, request.Deadline);
        _waiting++;
        return true;
    }

    /// <summary>The next acknowledgement; null when none waits.</summary>
    public AcknowledgeRequest? TakeAcknowledgement()
    {
        if (!_acknowledgements.TryDequeue(out var request))
            return null;
        _tokens -= request.Tokens.Count;
        return request;
    }

    /// <summary>The fetch of a listener that waits longest, which stays; null when none waits.</summary>
    public FetchRequest? PeekFetch(Guid listener)
    {
        if (!_fetches.TryGetValue(listener, out var queue))
            return null;
        while (queue.TryPeek(out var request))
        {
            if (!request.IsAnswered)
                return request;
            queue.Dequeue();
        }

        _fetches.Remove(listener);
        return null;
    }

    /// <summary>The fetch that was peeked is served by the turn under way.</summary>
    public void Decide(FetchRequest request)
    {
        request.IsDecided = true;
        _fetches[request.Listener].Dequeue();
        _waiting--;
    }

    /// <summary>A fetch is answered with nothing, unless it is being served.</summary>
    public void GiveUp(FetchRequest request)
    {
        if (request.IsDecided || request.IsAnswered)
            return;
        request.Reply(Nothing);
        _waiting--;
    }

    /// <summary>Answers the fetches whose time is over with nothing.</summary>
    /// <param name="now">A timestamp of the clock.</param>
    public void Expire(long now)
    {
        while (NextDeadline <= now)
            GiveUp(_deadlines.Dequeue());
    }

    /// <summary>Answers all fetches with nothing: the activation goes in order, and whoever asks again finds the next one.</summary>
    public void GiveUpAll() => Expire(long.MaxValue);

    /// <summary>Refuses what waits at a listener.</summary>
    public void Refuse(Guid listener, Refusal refusal)
    {
        while (PeekFetch(listener) is { } request)
        {
            request.Reply(refusal);
            _waiting--;
        }
    }

    /// <summary>Refuses everything that waits.</summary>
    public void RefuseAll(Refusal refusal)
    {
        while (TakeAcknowledgement() is { } acknowledgement)
            acknowledgement.Reply(refusal);
        foreach (var listener in _fetches.Keys.ToArray())
            Refuse(listener, refusal);
    }
}
