using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues.Keys;
using MoCluster.Grains.Listeners.Queues.Lanes;
using MoCluster.Grains.Listeners.Queues.Leases;
using MoCluster.Grains.Listeners.Queues.Turns;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues;

/// <summary>
/// The queue of a listener group: a state machine without await, engine, store or clock (docs/architecture.md §5.3). Events arrive as they are read.
/// Everything that becomes durable is decided in a <see cref="QueueTurn"/>, one at a time.
/// </summary>
/// <remarks>
/// A queue that is rebuilt from what was committed and from the log is the same queue: nothing that matters is kept in memory alone.
/// </remarks>
internal sealed class ListenerQueue
{
    private readonly List<QueuedListener?> _listeners = [];
    private readonly Dictionary<Guid, QueuedListener> _byUuid = [];
    private readonly KeyExclusion _keys;
    private readonly LeaseBook _leases = new();
    private readonly BlindLeases _blind = new();
    private readonly QueueLimits _limits;
    private QueueTurn? _turn;
    private long _ordinal;

    /// <summary>Begins with the stored state.</summary>
    /// <param name="state">What is stored of the group, read after <paramref name="epoch"/> was taken.</param>
    /// <param name="epoch">The epoch that was taken.</param>
    /// <param name="incarnation">The store's incarnation, which tokens contain.</param>
    /// <param name="named">The events that leases name (see <see cref="LeaseRestoration.NamedBy"/>), by listener and number.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="now">The store's time.</param>
    public ListenerQueue(
        GroupState state,
        long epoch,
        Guid incarnation,
        IReadOnlyDictionary<(Guid Listener, long Number), EventRecord> named,
        QueueLimits limits,
        DateTimeOffset now)
    {
        Group = state.Group;
        Epoch = epoch;
        Incarnation = incarnation;
        _limits = limits;
        _keys = new KeyExclusion(_listeners);
        foreach (var listener in state.Listeners)
            AddCore(listener);
        var restoration = new LeaseRestoration(_leases, _blind, named, now);
        foreach (var record in state.Leases)
        {
            if (Find(record.Listener) is { } listener)
                restoration.Restore(listener, record);
        }

        foreach (var listener in _byUuid.Values)
            listener.AttachAll();
        Advance(now);
    }

    /// <summary>The group.</summary>
    public Guid Group { get; }

    /// <summary>The epoch under which the group writes.</summary>
    public long Epoch { get; }

    /// <summary>The store's incarnation.</summary>
    public Guid Incarnation { get; }

    /// <summary>The group's listeners.</summary>
    public IReadOnlyCollection<QueuedListener> Listeners => _byUuid.Values;

    /// <summary>When something next happens by time alone: a lease or a delay ends, or progress must be written. Null for never.</summary>
    public DateTimeOffset? NextInstant
    {
        get
        {
            DateTimeOffset? next = null;
            foreach (var listener in _byUuid.Values)
            {
                if (listener.States.NextLeaseEnd is { } leaseEnd)
                    next = Earlier(next, leaseEnd);
                if (listener.States.NextDelayEnd is { } delayEnd)
                    next = Earlier(next, delayEnd);
                if (listener.Unwritten.Since is { } since)
                    next = Earlier(next, since + _limits.OwedAge);
            }

            return next;
        }
    }

    /// <summary>Whether anything waits to be stored, however recent.</summary>
    public bool HasUnwritten => _leases.HasUnwritten || _byUuid.Values.Any(listener => listener.Unwritten.Since is not null);

    /// <summary>A listener of the group; null when the group has no such listener.</summary>
    public QueuedListener? Find(Guid listener) => _byUuid.GetValueOrDefault(listener);

    /// <summary>Whether a listener has an entry that may be handed out now.</summary>
    public bool HasReady(QueuedListener listener) => listener is { IsServing: true, Ready.Count: > 0 } && !_blind.Any;

    /// <summary>What to read next of the log for a listener; null when there is nothing to read or no room for it.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="window">How many events one read returns at most.</param>
    public LogRange? NextRead(QueuedListener listener, int window) => listener.Numbers.Read >= listener.Head
        ? null
        : ReadPlan.Next(
            listener.Intake.StateOf(PriorityLane.Better, _limits.LaneEntries),
            listener.Intake.StateOf(PriorityLane.Default, _limits.LaneEntries),
            listener.Intake.StateOf(PriorityLane.Worse, _limits.LaneEntries),
            listener.Head,
            _limits.LaneEntries,
            window,
            listener.Intake.LastRead);

    /// <summary>Takes in consecutive events of the log, as far as there is room. A listener that has left the group takes nothing.</summary>
    public void TakeLog(QueuedListener listener, ImmutableArray<EventRecord> events, DateTimeOffset now)
    {
        if (Find(listener.Definition.Uuid) == listener)
            listener.Intake.TakeLog(events.AsSpan(), _limits.LaneEntries, now);
    }

    /// <summary>Takes in what was read of the log, as far as there is room. A listener that has left the group takes nothing.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="read">The range that was read.</param>
    /// <param name="events">The events that were found.</param>
    /// <param name="limit">The most events that the read could return.</param>
    /// <param name="now">The store's time.</param>
    public void Take(QueuedListener listener, LogRange read, ImmutableArray<EventRecord> events, int limit, DateTimeOffset now)
    {
        if (read.Lane is not { } lane)
        {
            TakeLog(listener, events, now);
        }
        else if (Find(listener.Definition.Uuid) == listener)
        {
            var to = events.Length < limit ? read.To : events[^1].Number;
            listener.Intake.TakeLane(lane, read.From, to, events.AsSpan(), _limits.LaneEntries, now);
        }
    }

    /// <summary>Adds a listener that was declared into the group.</summary>
    /// <param name="state">The listener's stored state.</param>
    public void Add(ListenerState state) => AddCore(state).AttachAll();

    /// <summary>Removes a listener that was deleted. No turn may be under way.</summary>
    /// <param name="uuid">The listener; an unknown one is ignored.</param>
    public void Remove(Guid uuid)
    {
        if (!_byUuid.Remove(uuid, out var listener))
            return;
        foreach (var slot in listener.Table.Slots().ToArray())
            listener.Drop(slot);
        _listeners[listener.Index] = null;
        _keys.Listeners--;
        _leases.Forget(listener);
    }

    /// <summary>
    /// Moves a listener to another position. Entries that are leased stay leased until their lease ends, and are then removed.
    /// No turn may be under way.
    /// </summary>
    /// <param name="uuid">The listener; an unknown one is ignored.</param>
    /// <param name="frontier">The number up to which everything is settled.</param>
    public void Reposition(Guid uuid, long frontier)
    {
        if (!_byUuid.TryGetValue(uuid, out var former))
            return;
        var leases = former.Table.Slots().Where(slot => former.Table[slot].IsLeased)
            .Select(slot => (Subject: former.Table.SubjectOf(slot), former.Table[slot].Lease)).ToArray();
        foreach (var slot in former.Table.Slots().ToArray())
            former.Drop(slot);

        // It gets a new index: shared keys refer to blocked entries by index, as slots of the former table.
        _listeners[former.Index] = null;
        var state = new ListenerState(former.Definition, former.Position + 1, frontier, [], [], former.Head);
        var listener = new QueuedListener(state, _listeners.Count, _keys, former.Tally);
        _listeners.Add(listener);
        _byUuid[uuid] = listener;
        _leases.Move(former, listener);
        foreach (var (subject, lease) in leases)
        {
            var slot = listener.FindOrAdd(subject);
            listener.Leases.Restore(slot, lease.OfEarlierPosition());
            _leases.Move(lease.Generation, lease.Index, slot);
        }

        listener.AttachAll();
    }

    /// <summary>
    /// Ends the leases and delays that have run out. Does nothing while a turn is under way, because its decisions depend on them.
    /// </summary>
    /// <param name="now">The store's time.</param>
    public void Advance(DateTimeOffset now)
    {
        if (_turn is not null)
            return;
        foreach (var listener in _byUuid.Values)
        {
            while (listener.States.NextLeaseEnd <= now)
            {
                var lease = listener.Leases.ExpireFirst(now);
                _leases.EndByTime(lease.Generation, lease.Index);
            }

            while (listener.States.NextDelayEnd <= now)
                listener.States.EndFirstDelay();
        }
    }

    /// <summary>Whether progress must be written now, though no call asks for a commit.</summary>
    /// <param name="now">The store's time.</param>
    public bool IsDue(DateTimeOffset now)
    {
        foreach (var listener in _byUuid.Values)
        {
            var unwritten = listener.Unwritten;
            if (unwritten.Numbers >= _limits.OwedNumbers || (unwritten.Since is { } since && since + _limits.OwedAge <= now))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Begins a turn. Only one is under way at a time; it ends with <see cref="QueueTurn.Complete"/> or <see cref="QueueTurn.Abort"/>.
    /// </summary>
    /// <param name="now">The store's time.</param>
    /// <exception cref="InvalidOperationException">A turn is under way.</exception>
    public QueueTurn Begin(DateTimeOffset now)
    {
        if (_turn is not null)
            throw new InvalidOperationException("A turn is under way: the outcome of its commit is not known yet.");
        Advance(now);
        return _turn = new QueueTurn(this, _leases, now);
    }

    /// <summary>The next generation. None is given twice, even when its hand-out is not committed.</summary>
    internal Generation NextGeneration() => new(Epoch, ++_ordinal);

    /// <summary>A turn has ended.</summary>
    internal void End(QueueTurn turn)
    {
        if (_turn != turn)
            throw new InvalidOperationException("This turn is not under way.");
        _turn = null;
    }

    private static DateTimeOffset Earlier(DateTimeOffset? left, DateTimeOffset right) => left < right ? left.Value : right;

    private QueuedListener AddCore(ListenerState state)
    {
        var listener = new QueuedListener(state, _listeners.Count, _keys);
        _listeners.Add(listener);
        _keys.Listeners++;
        _byUuid.Add(state.Definition.Uuid, listener);
        foreach (var row in state.Rows)
            listener.Progress.Restore(row);
        return listener;
    }
}
