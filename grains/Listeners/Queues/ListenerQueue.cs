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
/// The queue of a listener group: a state machine without await, engine, store or clock (DESIGN.md §5). Events arrive as they are
/// read; everything that becomes durable is decided in a <see cref="QueueTurn"/>, one at a time.
/// </summary>
/// <remarks>
/// Rebuilding it from what was committed and from the log gives the same queue: nothing that matters is known here alone.
/// </remarks>
internal sealed partial class ListenerQueue
{
    private readonly List<QueuedListener?> _listeners = [];
    private readonly Dictionary<Guid, QueuedListener> _byUuid = [];
    private readonly KeyExclusion _keys;
    private readonly LeaseBook _leases = new();
    private readonly List<(QueuedListener Listener, int Slot, Generation Generation, int Index)> _blind = [];
    private readonly QueueLimits _limits;
    private QueueTurn? _turn;
    private long _ordinal;

    /// <summary>Begins with what is stored.</summary>
    /// <param name="state">What is stored of the group, read after <paramref name="epoch"/> was taken.</param>
    /// <param name="epoch">The epoch that was taken.</param>
    /// <param name="incarnation">The store's incarnation, named in tokens.</param>
    /// <param name="named">The events that standing leases name (see <see cref="NamedBy"/>), by listener and number.</param>
    /// <param name="limits">What may be owed.</param>
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
        foreach (var record in state.Leases)
            RestoreLeases(record, named, now);
        foreach (var listener in _byUuid.Values)
            AttachAll(listener);
        Advance(now);
    }

    /// <summary>The group.</summary>
    public Guid Group { get; }

    /// <summary>The epoch under which it writes.</summary>
    public long Epoch { get; }

    /// <summary>The store's incarnation.</summary>
    public Guid Incarnation { get; }

    /// <summary>Its listeners.</summary>
    public IReadOnlyCollection<QueuedListener> Listeners => _byUuid.Values;

    /// <summary>A listener of the group; null when it is none.</summary>
    public QueuedListener? Find(Guid listener) => _byUuid.GetValueOrDefault(listener);

    /// <summary>What is to be read next of the log for a listener; null for nothing, or when there is no room for it.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="window">How many events one read finds.</param>
    public LogRange? NextRead(QueuedListener listener, int window) => listener.Numbers.Read >= listener.Head
        ? null
        : ReadPlan.Next(
            listener.StateOf(PriorityLane.Better, _limits.LaneEntries),
            listener.StateOf(PriorityLane.Default, _limits.LaneEntries),
            listener.StateOf(PriorityLane.Worse, _limits.LaneEntries),
            listener.Head,
            _limits.LaneEntries,
            window,
            listener.LastRead);

    /// <summary>Takes in events of the log that follow each other, as far as there is room. A listener that is none any more takes nothing.</summary>
    public void TakeLog(QueuedListener listener, ImmutableArray<EventRecord> events, DateTimeOffset now)
    {
        if (Find(listener.Definition.Uuid) == listener)
            listener.TakeLog(events.AsSpan(), _limits.LaneEntries, now);
    }

    /// <summary>Takes in what was read of the log, as far as there is room. A listener that is none any more takes nothing.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="read">What was to be read.</param>
    /// <param name="events">What was found.</param>
    /// <param name="limit">How many could have been found.</param>
    /// <param name="now">The store's time.</param>
    public void Take(QueuedListener listener, LogRange read, ImmutableArray<EventRecord> events, int limit, DateTimeOffset now)
    {
        if (read.Lane is not { } lane)
            TakeLog(listener, events, now);
        else if (Find(listener.Definition.Uuid) == listener)
            listener.TakeLane(lane, read.From, events.Length < limit ? read.To : events[^1].Number, events.AsSpan(), _limits.LaneEntries, now);
    }

    /// <summary>A listener was declared into the group.</summary>
    /// <param name="state">What is stored of it.</param>
    public void Add(ListenerState state) => AttachAll(AddCore(state));

    /// <summary>A listener was deleted. No turn may be under way.</summary>
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
    /// A listener was moved to another position. What is in somebody's hand stays there until its lease ends, and then comes to nothing.
    /// No turn may be under way.
    /// </summary>
    /// <param name="uuid">The listener; an unknown one is ignored.</param>
    /// <param name="frontier">The number up to which everything is settled.</param>
    public void Reposition(Guid uuid, long frontier)
    {
        if (!_byUuid.TryGetValue(uuid, out var former))
            return;
        var leases = former.Table.Slots().Where(slot => former.Table[slot].IsLeased)
            .Select(slot => (Subject: former.Table.SubjectOf(slot), Lease: former.Table[slot].Side!.Lease!)).ToArray();
        foreach (var slot in former.Table.Slots().ToArray())
            former.Drop(slot);

        // An index of its own: what waits behind a key is kept by index, in slots of the former's table.
        _listeners[former.Index] = null;
        var state = new ListenerState(former.Definition, former.Position + 1, frontier, [], [], former.Head);
        var listener = new QueuedListener(state, _listeners.Count, _keys, former.Tally);
        _listeners.Add(listener);
        _byUuid[uuid] = listener;
        _leases.Move(former, listener);
        foreach (var (subject, lease) in leases)
        {
            var slot = listener.FindOrAdd(subject);
            listener.RestoreLease(slot, lease.OfEarlierPosition());
            _leases.Move(lease.Generation, lease.Index, slot);
        }

        AttachAll(listener);
    }

    /// <summary>Ends what time has ended: leases and delays. Not while a turn is under way, which would lose what it stands on.</summary>
    /// <param name="now">The store's time.</param>
    public void Advance(DateTimeOffset now)
    {
        if (_turn is not null)
            return;
        foreach (var listener in _byUuid.Values)
        {
            while (listener.Leased.Count > 0 && listener.Table[listener.Leased.Top].Side!.Lease!.Until <= now)
            {
                var lease = listener.EndLeaseByTime(now);
                _leases.EndByTime(lease.Generation, lease.Index);
            }

            while (listener.Delayed.Count > 0 && listener.Table[listener.Delayed.Top].Side!.NotBefore <= now)
                listener.EndDelay();
        }
    }

    /// <summary>When something happens by time alone: a lease or a delay ends, or what is owed is due. Null for never.</summary>
    public DateTimeOffset? NextInstant
    {
        get
        {
            DateTimeOffset? next = null;
            foreach (var listener in _byUuid.Values)
            {
                if (listener.Leased.Count > 0)
                    next = Earlier(next, listener.Table[listener.Leased.Top].Side!.Lease!.Until);
                if (listener.Delayed.Count > 0)
                    next = Earlier(next, listener.Table[listener.Delayed.Top].Side!.NotBefore!.Value);
                if (listener.OwedSince is { } since)
                    next = Earlier(next, since + _limits.OwedAge);
            }

            return next;
        }
    }

    /// <summary>Whether what is owed by reading alone must be written now, though nobody asks for anything.</summary>
    /// <param name="now">The store's time.</param>
    public bool IsDue(DateTimeOffset now)
    {
        foreach (var listener in _byUuid.Values)
        {
            if (listener.Owed >= _limits.OwedNumbers || (listener.OwedSince is { } since && since + _limits.OwedAge <= now))
                return true;
        }

        return false;
    }

    /// <summary>Whether anything is owed at all, however young.</summary>
    public bool IsOwing => _leases.IsOwed || _byUuid.Values.Any(listener => listener.OwedSince is not null);

    /// <summary>
    /// Begins to decide. Only one turn is under way at a time; it ends with <see cref="QueueTurn.Complete"/> or
    /// <see cref="QueueTurn.Abort"/>.
    /// </summary>
    /// <param name="now">The store's time.</param>
    /// <exception cref="InvalidOperationException">A turn is under way.</exception>
    public QueueTurn Begin(DateTimeOffset now)
    {
        if (_turn is not null)
            throw new InvalidOperationException("The commit of the turn before is not known yet.");
        Advance(now);
        return _turn = new QueueTurn(this, _leases, now);
    }

    /// <summary>The next generation: never given twice, also when its hand-out is not committed.</summary>
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
            listener.RestoreRow(row);
        return listener;
    }

    private static void AttachAll(QueuedListener listener)
    {
        foreach (var slot in listener.Table.Slots().Order().ToArray())
            listener.Attach(slot);
    }
}
