using System.Runtime.InteropServices;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Stores.Journal.Log;

/// <summary>The sparse index of one stream within one segment.</summary>
/// <param name="first">The first event's number there.</param>
internal sealed class StreamIndex(long first)
{
    /// <summary>Frames nearer than this to the last entry get none of their own.</summary>
    private const long NearBytes = 64 * 1024;

    /// <summary>Where frames are farther, but only few events lie between, they get none either, up to this distance.</summary>
    private const long FarBytes = 4 * 1024 * 1024;

    /// <summary>So many events are few.</summary>
    private const long FewEvents = 16;

    /// <summary>The first event's number.</summary>
    public long First { get; } = first;

    /// <summary>The last event's number.</summary>
    public long Last { get; private set; } = first - 1;

    /// <summary>The entries, ascending; the first is that of <see cref="First"/>.</summary>
    public List<IndexEntry> Entries { get; } = [];

    /// <summary>Notes a frame that holds events.</summary>
    public void Add(long number, int count, DateTimeOffset time, long offset, LaneSet lanes)
    {
        if (Entries.Count == 0 || IsFar(Entries[^1], number, offset))
            Entries.Add(new IndexEntry(number, time, offset, lanes));
        else if ((Entries[^1].Lanes & lanes) != lanes)
            Entries[^1] = Entries[^1] with { Lanes = Entries[^1].Lanes | lanes };
        Last = number + count - 1;
    }

    /// <summary>Takes over what a snapshot kept.</summary>
    public void Restore(long last, IEnumerable<IndexEntry> entries)
    {
        Entries.AddRange(entries);
        Last = last;
    }

    /// <summary>The last entry that is not after a number.</summary>
    public IndexEntry Floor(long number) => Entries[FloorIndex(number)];

    /// <summary>Which entries begin a part of the segment that holds events of a lane within a range, and where that part ends.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="first">The first number of the range.</param>
    /// <param name="last">The last number of the range.</param>
    /// <param name="end">Where the segment ends.</param>
    public IEnumerable<(long Begin, long End)> Parts(PriorityLane lane, long first, long last, long end)
    {
        for (var i = FloorIndex(first); i < Entries.Count && Entries[i].Number <= last; i++)
        {
            if ((Entries[i].Lanes & LaneSets.Of(lane)) != 0)
                yield return (Entries[i].Offset, i + 1 < Entries.Count ? Entries[i + 1].Offset : end);
        }
    }

    private int FloorIndex(long number)
    {
        var entries = CollectionsMarshal.AsSpan(Entries);
        int low = 0, high = entries.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (entries[middle].Number <= number)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private static bool IsFar(IndexEntry last, long number, long offset)
    {
        var distance = offset - last.Offset;
        return distance >= FarBytes || (distance >= NearBytes && number - last.Number >= FewEvents);
    }
}
