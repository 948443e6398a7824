using System.Runtime.InteropServices;

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
    public void Add(long number, int count, DateTimeOffset time, long offset)
    {
        if (Entries.Count == 0 || IsFar(Entries[^1], number, offset))
            Entries.Add(new IndexEntry(number, time, offset));
        Last = number + count - 1;
    }

    /// <summary>Takes over what a snapshot kept.</summary>
    public void Restore(long last, IEnumerable<IndexEntry> entries)
    {
        Entries.AddRange(entries);
        Last = last;
    }

    /// <summary>The last entry that is not after a number.</summary>
    public IndexEntry Floor(long number)
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

        return entries[low];
    }

    private static bool IsFar(IndexEntry last, long number, long offset)
    {
        var distance = offset - last.Offset;
        return distance >= FarBytes || (distance >= NearBytes && number - last.Number >= FewEvents);
    }
}
