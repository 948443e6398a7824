using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Lanes;
using MoCluster.Grains.Listeners.Queues.Numbers;
using MoCluster.Grains.Listeners.Queues.Transitions;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Grains.Listeners.Queues;

/// <summary>
/// Takes the events of the log into a listener's queue, lane by lane as far as each has room, and knows how far each lane was read.
/// </summary>
/// <param name="listener">The listener.</param>
/// <param name="frontier">The stored frontier, from which reading continues.</param>
/// <param name="entryNumbers">Changes the entries' open numbers.</param>
internal sealed class LogIntake(QueuedListener listener, long frontier, EntryNumbers entryNumbers)
{
    private readonly EntryTable _table = listener.Table;
    private readonly NumberMap _numbers = listener.Numbers;
    private readonly LaneRoom _room = listener.Room;
    private readonly List<EventRecord> _deferred = [];

    /// <summary>How far each lane was read.</summary>
    public LaneCursors Cursors { get; } = new(frontier);

    /// <summary>The lane that was read last on its own; null when the log was read with all lanes.</summary>
    public PriorityLane? LastRead { get; private set; }

    /// <summary>How many numbers of the log have not been read for all lanes.</summary>
    public long Unread => Math.Max(0, listener.Head - _numbers.Read);

    /// <summary>How far a lane was read, and how much more it takes in.</summary>
    public LaneState StateOf(PriorityLane lane, long limit) => new(Cursors[lane], _room.AppetiteOf(lane, limit));

    /// <summary>
    /// Takes in consecutive events of the log. They reach the lanes that were read up to the first of them or farther. A lane that
    /// runs out of room stays behind.
    /// </summary>
    /// <param name="events">The events, their numbers without gaps.</param>
    /// <param name="limit">How much a lane may hold.</param>
    /// <param name="now">The store's time.</param>
    public void TakeLog(ReadOnlySpan<EventRecord> events, long limit, DateTimeOffset now)
    {
        if (events.IsEmpty)
            return;
        var (first, last) = (events[0].Number, events[^1].Number);
        listener.Reached(last);
        LastRead = null;

        // Where lanes that do not take part stay behind, everything was read only up to the lowest of them.
        Span<bool> takesPart = stackalloc bool[PriorityLanes.Count];
        var bound = long.MaxValue;
        var wasAhead = !Cursors.AreTogether;
        for (var lane = 0; lane < PriorityLanes.Count; lane++)
        {
            var cursor = Cursors[(PriorityLane)lane];
            takesPart[lane] = cursor >= first - 1 && cursor < last;
            if (!takesPart[lane])
                bound = Math.Min(bound, cursor);
        }

        foreach (var record in events)
        {
            var lane = PriorityLanes.Of(record.Priority);
            var isTaken = takesPart[(int)lane] && record.Number > Cursors[lane];
            if (isTaken && !_room.Has(lane, limit))
            {
                isTaken = takesPart[(int)lane] = false;
                Cursors.Raise(lane, record.Number - 1);
                bound = Math.Min(bound, record.Number - 1);
            }

            var isCovered = isTaken && _numbers.IsCoveredAhead(record.Number);
            _numbers.ReadTo(Math.Min(record.Number, bound));
            wasAhead |= isCovered;
            if (isTaken && !isCovered)
                Take(record, now);
        }

        for (var lane = 0; lane < PriorityLanes.Count; lane++)
        {
            if (takesPart[lane])
                Cursors.Raise((PriorityLane)lane, last);
        }

        _numbers.ReadTo(Cursors.Lowest);
        if (wasAhead)
            WriteFrontierInTime(now);
    }

    /// <summary>Takes in all events of one lane within a part of the log.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="from">The first number of the part.</param>
    /// <param name="to">The last number of the part.</param>
    /// <param name="events">The lane's events, ascending.</param>
    /// <param name="limit">How much a lane may hold.</param>
    /// <param name="now">The store's time.</param>
    public void TakeLane(PriorityLane lane, long from, long to, ReadOnlySpan<EventRecord> events, long limit, DateTimeOffset now)
    {
        if (Cursors[lane] < from - 1)
            return;
        LastRead = lane;

        // Another listener of the group may have been told of more.
        listener.Reached(to);
        foreach (var record in events)
        {
            if (record.Number <= Cursors[lane])
                continue;
            if (!_room.Has(lane, limit))
            {
                to = record.Number - 1;
                break;
            }

            var isCovered = _numbers.IsCoveredAhead(record.Number);
            Cursors.Raise(lane, record.Number);
            _numbers.ReadTo(Cursors.Lowest);
            if (!isCovered)
                Take(record, now);
        }

        Cursors.Raise(lane, to);
        _numbers.ReadTo(Cursors.Lowest);
        WriteFrontierInTime(now);
    }

    /// <summary>Continues after a number up to which the log is not kept any more, as if nothing before were open.</summary>
    public void SkipTo(long number)
    {
        Cursors.RaiseAll(number);
        _numbers.ReadTo(Cursors.Lowest);
    }

    /// <summary>Takes in the events that arrived during the turn that has ended for entries of that turn.</summary>
    public void TakeDeferred(DateTimeOffset now)
    {
        if (_deferred.Count == 0)
            return;
        var records = _deferred.ToArray();
        _deferred.Clear();
        foreach (var record in records)
            Take(record, now);
    }

    /// <summary>
    /// Takes in an event that its lane had not read before. It may be older than the events of its subject in another lane or in a lease.
    /// </summary>
    private void Take(EventRecord record, DateTimeOffset now)
    {
        if (_numbers.IsOpen(record.Number))
            return;
        if (!IsAddressedHere(record.Target) || (record.Triggerless && listener.Definition.Owner == AmqpListeners.Owner))
            entryNumbers.Supersede(record.Number, now);
        else if (!_table.TryFind(record.Subject, out var slot))
            entryNumbers.Add(record);
        else if (_table[slot].InTurn)
            _deferred.Add(record); // Whether anything is left that it could join is not known before the turn has ended.
        else if (_table[slot].Side?.Lease is { } lease && lease.Highest > record.Number)
            entryNumbers.Supersede(record.Number, now);
        else
            entryNumbers.Coalesce(slot, record, now);
    }

    private bool IsAddressedHere(EventTarget? target) => target is null
        || target.Uuid == (target.Kind == EventTargetKind.Owner ? listener.Definition.Owner : listener.Definition.Uuid);

    /// <summary>
    /// Numbers that were settled ahead of the reading let the frontier pass once they are read. Nothing else would cause it to be written.
    /// </summary>
    private void WriteFrontierInTime(DateTimeOffset now)
    {
        if (_numbers.Frontier > listener.CommittedFrontier)
            listener.Unwritten.Begin(now);
    }
}
