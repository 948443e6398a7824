using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Keys;
using MoCluster.Grains.Listeners.Queues.Numbers;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Grains.Listeners.Queues.Lanes;

/// <summary>
/// How much room each lane of a listener has left: counts the entries of each lane. Parked and delayed entries are counted separately,
/// because they have room of their own.
/// </summary>
/// <param name="table">The listener's entries.</param>
/// <param name="numbers">The listener's open numbers.</param>
/// <param name="ready">The listener's ready entries.</param>
internal sealed class LaneRoom(EntryTable table, NumberMap numbers, ReadyQueue ready)
{
    /// <summary>The weight of a chunk of open numbers, in entries of about 190 bytes.</summary>
    private const int EntriesPerChunk = 11;

    // By the entry's lane; index 0 counts entries without a lane.
    private readonly int[] _counts = new int[PriorityLanes.Count + 1];

    /// <summary>How many entries are parked or delayed.</summary>
    public int Aside { get; private set; }

    /// <summary>The weight of the entries of a lane, in entries, with their share of the chunks of open numbers.</summary>
    public long WeightOf(PriorityLane lane)
    {
        long count = _counts[(int)lane + 1];
        return table.Count == 0 ? 0 : count + (numbers.Chunks * EntriesPerChunk * count / table.Count);
    }

    /// <summary>How much more a lane takes in.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="limit">How much a lane may hold, and how much may be parked or delayed.</param>
    public LaneAppetite AppetiteOf(PriorityLane lane, long limit)
    {
        var weight = Used(lane, limit);
        return weight >= limit ? LaneAppetite.None
            : weight * 2 <= limit || ready.Count == 0 ? LaneAppetite.Much
            : weight * 4 <= limit * 3 ? LaneAppetite.Some
            : LaneAppetite.Little;
    }

    /// <summary>Whether a lane takes in another entry.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="limit">How much a lane may hold, and how much may be parked or delayed.</param>
    public bool Has(PriorityLane lane, long limit) =>
        table.Count + (numbers.Chunks * EntriesPerChunk) < limit || Used(lane, limit) < limit;

    /// <summary>Counts an entry in the lane of its current priority.</summary>
    public void Count(ref Entry entry)
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

    /// <summary>Changes the state of an entry, and counts it accordingly.</summary>
    public void SetState(ref Entry entry, EntryState state)
    {
        var (was, becomes) = (IsAside(entry.State), IsAside(state));
        entry.State = state;
        if (was == becomes)
            return;
        Aside += becomes ? 1 : -1;
        _counts[entry.Lane] += becomes ? -1 : 1;
    }

    /// <summary>Stops counting a detached entry that leaves the table.</summary>
    public void Forget(ref readonly Entry entry) => _counts[entry.Lane]--;

    private static bool IsAside(EntryState state) => state is EntryState.Delayed or EntryState.Parked;

    // Parked and delayed entries beyond their own room take that of the lanes.
    private long Used(PriorityLane lane, long limit) => WeightOf(lane) + Math.Max(0, Aside - limit);
}
