using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>
/// The calls of a group that wait: those that change it for the next commit, fetches for events, each listener's in their order.
/// </summary>
/// <param name="options">The limits.</param>
internal sealed class RequestQueue(ListenerOptions options)
{
    private readonly Queue<GroupRequest> _commands = [];
    private readonly Queue<ListRequest> _looks = [];
    private readonly Queue<PositionRequest> _positions = [];
    private readonly Dictionary<Guid, LinkedList<FetchRequest>> _fetches = [];
    private readonly PriorityQueue<FetchRequest, long> _deadlines = new();
    private int _weight;
    private int _waiting;
    private Refusal? _closed;
    private Refusal? _waitsEnded;

    /// <summary>Nothing, as an answer that is made once.</summary>
    public static Outcome<ImmutableArray<Delivery>> Nothing { get; } = new([], null);

    /// <summary>Whether a call that changes the queue waits.</summary>
    public bool HasCommands => _commands.Count > 0;

    /// <summary>Whether a change of position waits.</summary>
    public bool HasPositions => _positions.Count > 0;

    /// <summary>Whether a fetch waits.</summary>
    public bool HasFetches => _waiting > 0;

    /// <summary>What a fetch is told instead of waiting; null while fetches may wait.</summary>
    public Refusal? WaitsEnded => _closed ?? _waitsEnded;

    /// <summary>Whether nobody waits for anything.</summary>
    public bool IsEmpty => !HasCommands && !HasPositions && !HasFetches && _looks.Count == 0;

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

    /// <summary>Lets a call that changes the queue wait for the next commit.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(GroupRequest request)
    {
        if (_weight > 0 && _weight + request.Weight > options.MaxQueuedTokens)
            return false;
        Add(request);
        return true;
    }

    /// <summary>Lets a call wait of which the rest is to be decided.</summary>
    public void Add(GroupRequest request)
    {
        if (_closed is not null)
        {
            request.Refuse(_closed);
            return;
        }

        _weight += request.Weight;
        _commands.Enqueue(request);
    }

    /// <summary>Lets a change of position wait until no turn is under way.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(PositionRequest request)
    {
        if (_closed is not null)
        {
            request.Refuse(_closed);
            return true;
        }

        if (_positions.Count >= options.MaxWaiting)
            return false;
        _positions.Enqueue(request);
        return true;
    }

    /// <summary>Lets a look wait until no turn is under way.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(ListRequest request)
    {
        if (_closed is not null)
        {
            request.Refuse(_closed);
            return true;
        }

        if (_looks.Count >= options.MaxWaiting)
            return false;
        _looks.Enqueue(request);
        return true;
    }

    /// <summary>Lets a fetch wait for events.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(FetchRequest request)
    {
        if (WaitsEnded is { } refusal)
        {
            request.Reply(refusal);
            return true;
        }

        if (_waiting >= options.MaxWaiting)
            return false;
        if (!_fetches.TryGetValue(request.Listener, out var queue))
            _fetches[request.Listener] = queue = [];
        queue.AddLast(request);
        if (_deadlines.Count > (2 * _waiting) + 1_024)
            ForgetAnswered();
        _deadlines.Enqueue(request, request.Deadline);
        _waiting++;
        return true;
    }

    /// <summary>The next call that changes the queue; null when none waits.</summary>
    public GroupRequest? TakeCommand()
    {
        if (!_commands.TryDequeue(out var request))
            return null;
        _weight -= request.Weight;
        return request;
    }

    /// <summary>The next look; null when none waits.</summary>
    public ListRequest? TakeLook() => _looks.TryDequeue(out var request) ? request : null;

    /// <summary>The next change of position; null when none waits.</summary>
    public PositionRequest? TakePosition() => _positions.TryDequeue(out var request) ? request : null;

    /// <summary>The fetch of a listener that waits longest of those that may be served, which stays; null when none does.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="inFlight">How many events it has in flight: fetches whose window that fills wait on.</param>
    public FetchRequest? PeekFetch(Guid listener, int inFlight = 0)
    {
        if (!_fetches.TryGetValue(listener, out var queue))
            return null;
        for (var node = queue.First; node is not null;)
        {
            var (next, request) = (node.Next, node.Value);
            if (request.IsAnswered)
                queue.Remove(node);
            else if (request.Window > inFlight)
                return request;
            node = next;
        }

        if (queue.Count == 0)
            _fetches.Remove(listener);
        return null;
    }

    /// <summary>The fetch that was peeked is served by the turn under way.</summary>
    public void Decide(FetchRequest request)
    {
        request.IsDecided = true;
        _fetches[request.Listener].Remove(request);
        _waiting--;
    }

    /// <summary>A fetch is answered with nothing, unless it is being served.</summary>
    public void GiveUp(FetchRequest request) => Answer(request, Nothing);

    private void Answer(FetchRequest request, Outcome<ImmutableArray<Delivery>> outcome)
    {
        if (request.IsDecided || request.IsAnswered)
            return;
        request.Reply(outcome);
        _waiting--;
    }

    /// <summary>Answers the fetches whose time is over with nothing.</summary>
    /// <param name="now">A timestamp of the clock.</param>
    /// <param name="isServed">Whether a listener has something to give, so that its fetches are not answered with nothing; null for none.</param>
    /// <param name="refusal">What those are told; null lets them wait for their turn.</param>
    public void Expire(long now, Func<Guid, bool>? isServed = null, Refusal? refusal = null)
    {
        List<FetchRequest>? kept = null;
        while (NextDeadline <= now)
        {
            var request = _deadlines.Dequeue();
            if (isServed?.Invoke(request.Listener) != true)
                Answer(request, Nothing);
            else if (refusal is not null)
                Answer(request, refusal);
            else
                (kept ??= []).Add(request);
        }

        kept?.ForEach(request => _deadlines.Enqueue(request, request.Deadline));
    }

    /// <summary>
    /// Refuses the fetches that wait and those still to come: the activation ends, and whoever asks again finds the next one. Calls that change
    /// the queue are carried out all the same.
    /// </summary>
    /// <param name="refusal">What fetches are told.</param>
    public void EndWaits(Refusal refusal)
    {
        _waitsEnded ??= refusal;
        RefuseFetches(refusal);
    }

    /// <summary>Answered fetches hold what they were given until their deadline comes up, which one long wait before them puts off.</summary>
    private void ForgetAnswered()
    {
        var standing = _deadlines.UnorderedItems.Where(item => !item.Element.IsAnswered && !item.Element.IsDecided).ToArray();
        _deadlines.Clear();
        _deadlines.EnqueueRange(standing);
    }

    /// <summary>Refuses what waits at a listener.</summary>
    public void Refuse(Guid listener, Refusal refusal)
    {
        while (PeekFetch(listener) is { } request)
        {
            request.Reply(refusal);
            _waiting--;
        }
    }

    /// <summary>
    /// Refuses everything that waits, and everything that is still to come: a call may have found the activation in order, and have read
    /// something since, before it is to wait here.
    /// </summary>
    public void Close(Refusal refusal)
    {
        _closed ??= refusal;
        while (TakeCommand() is { } command)
            command.Refuse(refusal);
        while (TakeLook() is { } look)
            look.Refuse(refusal);
        while (TakePosition() is { } position)
            position.Refuse(refusal);
        RefuseFetches(refusal);
    }

    private void RefuseFetches(Refusal refusal)
    {
        foreach (var listener in _fetches.Keys.ToArray())
            Refuse(listener, refusal);
    }
}
