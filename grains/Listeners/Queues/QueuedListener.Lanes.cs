using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Lanes;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Grains.Listeners.Queues;

/// <content>How the log is taken in, lane by lane, and how much room each lane has.</content>
internal sealed partial class QueuedListener
{
    // By the entry's lane, 0 for none yet; those that are set aside are not among them.
    private readonly int[] _counts = new int[PriorityLanes.Count + 1];
    private int _aside;

    /// <summary>How far each lane was read.</summary>
    public LaneCursors Cursors { get; }

    /// <summary>The lane that was read last by itself; null when the log was read as it is.</summary>
    public PriorityLane? LastRead { get; private set; }

    /// <summary>How many numbers of the log were not gone through for all lanes: some of them may have been for one.</summary>
    public long Unread => Math.Max(0, Head - Numbers.Read);

    /// <summary>How many entries are set aside, parked or delayed: they have room of their own.</summary>
    public int Aside => _aside;

    /// <summary>What a lane's entries weigh, in entries, with their share of the pages of open numbers.</summary>
    public long WeightOf(PriorityLane lane)
    {
        long count = _counts[(int)lane + 1];
        return Table.Count == 0 ? 0 : count + (Numbers.Chunks * EntriesPerChunk * count / Table.Count);
    }

    /// <summary>How much more a lane takes in.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="limit">How much may be held of a lane, and how much set aside.</param>
    public LaneAppetite AppetiteOf(PriorityLane lane, long limit)
    {
        var weight = Used(lane, limit);
        return weight >= limit ? LaneAppetite.None
            : weight * 2 <= limit || Ready.Count == 0 ? LaneAppetite.Much
            : weight * 4 <= limit * 3 ? LaneAppetite.Some
            : LaneAppetite.Little;
    }

    /// <summary>What matters of a lane for what is read next.</summary>
    public LaneState StateOf(PriorityLane lane, long limit) => new(Cursors[lane], AppetiteOf(lane, limit));

    /// <summary>
    /// Takes in events of the log that follow each other. They reach a lane that was read up to the first of them, or farther; where its
    /// room ends, it stays behind.
    /// </summary>
    /// <param name="events">The events, their numbers without gaps.</param>
    /// <param name="limit">How much may be held of a lane.</param>
    /// <param name="now">The store's time.</param>
    public void TakeLog(ReadOnlySpan<EventRecord> events, long limit, DateTimeOffset now)
    {
        if (events.IsEmpty)
            return;
        var (first, last) = (events[0].Number, events[^1].Number);
        Reached(last);
        LastRead = null;

        // Where lanes stay behind that do not take part, everything was read only up to the lowest of them.
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
            if (isTaken && !HasRoom(lane, limit))
            {
                isTaken = takesPart[(int)lane] = false;
                Cursors.Raise(lane, record.Number - 1);
                bound = Math.Min(bound, record.Number - 1);
            }

            var isCovered = isTaken && Numbers.IsCoveredAhead(record.Number);
            Numbers.ReadTo(Math.Min(record.Number, bound));
            wasAhead |= isCovered;
            if (isTaken && !isCovered)
                Arrive(record, now);
        }

        for (var lane = 0; lane < PriorityLanes.Count; lane++)
        {
            if (takesPart[lane])
                Cursors.Raise((PriorityLane)lane, last);
        }

        Numbers.ReadTo(Cursors.Lowest);
        if (wasAhead)
            OweFrontier(now);
    }

    /// <summary>Takes in events of one lane, which are all that it has within a part of the log.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="from">The first number of the part.</param>
    /// <param name="to">The last number of the part.</param>
    /// <param name="events">The lane's events, ascending.</param>
    /// <param name="limit">How much may be held of a lane.</param>
    /// <param name="now">The store's time.</param>
    public void TakeLane(PriorityLane lane, long from, long to, ReadOnlySpan<EventRecord> events, long limit, DateTimeOffset now)
    {
        if (Cursors[lane] < from - 1)
            return;
        LastRead = lane;

        // Another listener of the group may have been told of more.
        Reached(to);
        foreach (var record in events)
        {
            if (record.Number <= Cursors[lane])
                continue;
            if (!HasRoom(lane, limit))
            {
                to = record.Number - 1;
                break;
            }

            var isCovered = Numbers.IsCoveredAhead(record.Number);
            Cursors.Raise(lane, record.Number);
            Numbers.ReadTo(Cursors.Lowest);
            if (!isCovered)
                Arrive(record, now);
        }

        Cursors.Raise(lane, to);
        Numbers.ReadTo(Cursors.Lowest);
        OweFrontier(now);
    }

    /// <summary>The log has nothing up to a number any more: as if it had been read, and nothing was open.</summary>
    public void SkipTo(long number)
    {
        Cursors.RaiseAll(number);
        Numbers.ReadTo(Cursors.Lowest);
    }

    /// <summary>What was settled ahead of the reading lets the frontier pass once it is read, and nothing else says so.</summary>
    private void OweFrontier(DateTimeOffset now)
    {
        if (Numbers.Frontier > CommittedFrontier)
            OwedSince ??= now;
    }

    private bool HasRoom(PriorityLane lane, long limit) =>
        Table.Count + (Numbers.Chunks * EntriesPerChunk) < limit || Used(lane, limit) < limit;

    // What is set aside beyond its own room takes that of the lanes.
    private long Used(PriorityLane lane, long limit) => WeightOf(lane) + Math.Max(0, _aside - limit);

    /// <summary>Counts an entry in the lane of its present priority.</summary>
    private void Enlist(ref Entry entry)
    {
        var lane = (byte)(PriorityLanes.Of(entry.Priority) + 1);
        if (entry.Lane == lane)
            return;
        if (!IsAside(entry.State))
        {
            _counts[entry.Lane]--;
            _counts[lane]++;
        }

        entry.Lane = lane;
    }

    private static bool IsAside(EntryState state) => state is EntryState.Delayed or EntryState.Parked;

    private void SetState(ref Entry entry, EntryState state)
    {
        var (was, goes) = (IsAside(entry.State), IsAside(state));
        entry.State = state;
        if (was == goes)
            return;
        _aside += goes ? 1 : -1;
        _counts[entry.Lane] += goes ? -1 : 1;
    }
}
