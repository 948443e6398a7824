using MoCluster.Grains.Storage.Events;

namespace MoCluster.Grains.Listeners.Queues.Lanes;

/// <summary>How far each lane of a stream was read: all events of the lane up to its cursor were taken in.</summary>
/// <param name="frontier">The number after which reading continues.</param>
internal sealed class LaneCursors(long frontier)
{
    private readonly long[] _read = [frontier, frontier, frontier];

    /// <summary>A lane's cursor.</summary>
    public long this[PriorityLane lane] => _read[(int)lane];

    /// <summary>The number up to which all lanes were read.</summary>
    public long Lowest => Math.Min(_read[0], Math.Min(_read[1], _read[2]));

    /// <summary>Whether all lanes were read equally far.</summary>
    public bool AreTogether => _read[0] == _read[1] && _read[1] == _read[2];

    /// <summary>Moves the cursor of a lane to a number. It never goes back.</summary>
    public void Raise(PriorityLane lane, long number) => _read[(int)lane] = Math.Max(_read[(int)lane], number);

    /// <summary>Moves the cursors of all lanes to a number. They never go back.</summary>
    public void RaiseAll(long number)
    {
        foreach (ref var read in _read.AsSpan())
            read = Math.Max(read, number);
    }
}
