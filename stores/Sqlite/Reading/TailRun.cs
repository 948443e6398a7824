using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Stores.Sqlite.Reading;

/// <summary>The latest events of one stream, in a ring.</summary>
internal sealed class TailRun
{
    private EventRecord[] _ring = new EventRecord[16];
    private int _begin;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The first one's number; meaningless when there is none.</summary>
    public long First => _ring[_begin].Number;

    /// <summary>The event at a place, from 0.</summary>
    public EventRecord this[int place] => _ring[(_begin + place) & (_ring.Length - 1)];

    /// <summary>Adds an event after the others.</summary>
    public void Add(EventRecord record)
    {
        if (Count == _ring.Length)
            Resize(_ring.Length * 2);
        _ring[(_begin + Count) & (_ring.Length - 1)] = record;
        Count++;
    }

    /// <summary>Lets go of the first ones.</summary>
    public void Drop(int count)
    {
        for (var i = 0; i < count; i++)
            _ring[(_begin + i) & (_ring.Length - 1)] = null!;
        _begin = (_begin + count) & (_ring.Length - 1);
        Count -= count;
        if (_ring.Length > 1024 && Count < _ring.Length / 8)
            Resize(_ring.Length / 4);
    }

    private void Resize(int capacity)
    {
        var ring = new EventRecord[capacity];
        for (var i = 0; i < Count; i++)
            ring[i] = this[i];
        _ring = ring;
        _begin = 0;
    }
}
