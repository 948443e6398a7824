using System.Collections.Immutable;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Numbers;

/// <summary>
/// Knows which numbers of a listener's stream are open, and which entry has each: number → slot, in chunks that exist only where a number is
/// open. A number that was read and is not open is <em>covered</em>: it is settled, or written in a row. The frontier and the stored bitmaps
/// of settled numbers follow from this.
/// </summary>
internal sealed class NumberMap
{
    private const int ChunkSize = StoreLimits.BitmapSize;
    private const int WordsPerChunk = ChunkSize / 64;

    private readonly Dictionary<long, Chunk> _chunks = [];

    // Covered numbers beyond what was read, one bit each.
    private readonly Dictionary<long, ulong[]> _ahead = [];

    // Open numbers that a row contains: covered as far as the frontier is concerned.
    private readonly Dictionary<long, int> _rowed = [];
    private readonly SortedSet<long> _rowedInOrder = [];

    private HashSet<long> _touched = [];
    private HashSet<long> _writing = [];
    private long _low;
    private long _highest;

    /// <summary>Begins with the stored state.</summary>
    /// <param name="frontier">The stored frontier, from which reading continues.</param>
    /// <param name="bitmaps">The stored bitmaps of settled numbers.</param>
    public NumberMap(long frontier, ImmutableArray<SettledBitmap> bitmaps)
    {
        Read = frontier;
        _low = frontier + 1;
        foreach (var chunk in bitmaps)
            _ahead[chunk.Index] = [.. chunk.Bits];
    }

    /// <summary>The number up to which the log has been read in all lanes. What single lanes have read beyond it is known number by number.</summary>
    public long Read { get; private set; }

    /// <summary>How many chunks contain open numbers.</summary>
    public int Chunks => _chunks.Count;

    /// <summary>The number up to which everything read is covered. It never passes what has been read.</summary>
    public long Frontier
    {
        get
        {
            while (_low <= Read)
            {
                if (!_chunks.TryGetValue(ChunkOf(_low), out var chunk))
                    _low = (ChunkOf(_low) + 1) * ChunkSize + 1;
                else if (chunk.Slots[OffsetOf(_low)] == 0)
                    _low++;
                else
                    break;
            }

            // A chunk without open numbers may have moved it beyond the end of what was read.
            _low = Math.Min(_low, Read + 1);
            return _low - 1;
        }
    }

    /// <summary>The log was read up to a number, in all lanes. Its open numbers are opened before or after.</summary>
    public void ReadTo(long number)
    {
        if (number <= Read)
            return;
        if (_ahead.Count > 0)
        {
            for (var chunk = ChunkOf(Read + 1); (chunk + 1) * ChunkSize <= number; chunk++)
                _ahead.Remove(chunk);
        }

        Read = number;
    }

    /// <summary>Whether a number beyond what was read is known to be settled, or is contained in a row.</summary>
    public bool IsCoveredAhead(long number) =>
        _ahead.TryGetValue(ChunkOf(number), out var bits) && (bits[OffsetOf(number) / 64] & Bit(number)) != 0;

    /// <summary>Whether a number is open.</summary>
    public bool IsOpen(long number) => TryFind(number, out _);

    /// <summary>Finds the entry that has an open number.</summary>
    /// <returns>Whether the number is open.</returns>
    public bool TryFind(long number, out int slot)
    {
        if (_chunks.TryGetValue(ChunkOf(number), out var chunk) && chunk.Slots[OffsetOf(number)] is var found and not 0)
        {
            slot = found - 1;
            return true;
        }

        return _rowed.TryGetValue(number, out slot);
    }

    /// <summary>Opens a number, which holds the frontier.</summary>
    public void Open(long number, int slot)
    {
        var index = ChunkOf(number);
        if (!_chunks.TryGetValue(index, out var chunk))
        {
            _chunks[index] = chunk = new Chunk();
            _highest = Math.Max(_highest, index);
        }

        ref var place = ref chunk.Slots[OffsetOf(number)];
        if (place == 0)
            chunk.Open++;
        place = slot + 1;
        _low = Math.Min(_low, number);
        if (number > Read && _ahead.TryGetValue(index, out var bits))
            bits[OffsetOf(number) / 64] &= ~Bit(number);
    }

    /// <summary>Settles a number.</summary>
    public void Settle(long number)
    {
        if (_rowed.Remove(number))
            _rowedInOrder.Remove(number);
        Cover(number);
    }

    /// <summary>A row contains an open number from now on.</summary>
    public void MoveToRow(long number, int slot)
    {
        Cover(number);
        AddRowed(number, slot);
    }

    /// <summary>A row contains an open number already.</summary>
    public void AddRowed(long number, int slot)
    {
        _rowed[number] = slot;
        _rowedInOrder.Add(number);
    }

    /// <summary>Whether a row contains an open number.</summary>
    public bool IsRowed(long number) => _rowed.ContainsKey(number);

    /// <summary>A row that was to contain an open number was not written: the number holds the frontier again.</summary>
    public void MoveFromRow(long number, int slot)
    {
        if (!_rowed.Remove(number))
            return;
        _rowedInOrder.Remove(number);
        Open(number, slot);
    }

    /// <summary>The open numbers above a number, ascending, each with its entry. Nothing may change during the enumeration.</summary>
    public IEnumerable<(long Number, int Slot)> OpenAbove(long after)
    {
        using var rowed = _rowedInOrder.GetViewBetween(Math.Min(after, long.MaxValue - 1) + 1, long.MaxValue).GetEnumerator();
        var next = rowed.MoveNext() ? rowed.Current : long.MaxValue;
        foreach (var (number, slot) in HoldingAbove(Math.Max(after, Frontier)))
        {
            for (; next < number; next = rowed.MoveNext() ? rowed.Current : long.MaxValue)
                yield return (next, _rowed[next]);
            yield return (number, slot);
        }

        for (; next < long.MaxValue; next = rowed.MoveNext() ? rowed.Current : long.MaxValue)
            yield return (next, _rowed[next]);
    }

    /// <summary>
    /// Takes the bitmaps to write: those that changed since the last time and cover numbers above the frontier. <see cref="Written"/> or
    /// <see cref="NotWritten"/> must follow.
    /// </summary>
    /// <param name="frontier">The frontier that is written with them.</param>
    public ImmutableArray<SettledBitmap> TakeTouched(long frontier)
    {
        (_touched, _writing) = (_writing, _touched);
        if (_writing.Count == 0)
            return [];
        var bitmaps = ImmutableArray.CreateBuilder<SettledBitmap>();
        foreach (var index in _writing.Order())
        {
            if ((index + 1) * ChunkSize > frontier && Bits(index, frontier) is { } bits)
                bitmaps.Add(new SettledBitmap(index, bits));
        }

        return bitmaps.DrainToImmutable();
    }

    /// <summary>Tells that the bitmaps of <see cref="TakeTouched"/> were written.</summary>
    public void Written() => _writing.Clear();

    /// <summary>Tells that the bitmaps of <see cref="TakeTouched"/> were not written.</summary>
    public void NotWritten()
    {
        _touched.UnionWith(_writing);
        _writing.Clear();
    }

    /// <summary>The open numbers that hold the frontier.</summary>
    private IEnumerable<(long Number, int Slot)> HoldingAbove(long after)
    {
        var left = _chunks.Count;
        for (var index = ChunkOf(after + 1); left > 0 && index <= _highest; index++)
        {
            if (!_chunks.TryGetValue(index, out var chunk))
                continue;
            left--;
            for (var offset = 0; offset < ChunkSize; offset++)
            {
                var number = (index * ChunkSize) + offset + 1;
                if (number > after && chunk.Slots[offset] is var slot and not 0)
                    yield return (number, slot - 1);
            }
        }
    }

    private static long ChunkOf(long number) => (number - 1) / ChunkSize;

    private static int OffsetOf(long number) => (int)((number - 1) % ChunkSize);

    private static ulong Bit(long number) => 1UL << (OffsetOf(number) % 64);

    private void Cover(long number)
    {
        var index = ChunkOf(number);
        _touched.Add(index);
        if (_chunks.TryGetValue(index, out var chunk))
        {
            ref var place = ref chunk.Slots[OffsetOf(number)];
            if (place != 0)
            {
                place = 0;
                if (--chunk.Open == 0)
                    _chunks.Remove(index);
            }
        }

        if (number <= Read)
            return;
        if (!_ahead.TryGetValue(index, out var bits))
            _ahead[index] = bits = new ulong[WordsPerChunk];
        bits[OffsetOf(number) / 64] |= Bit(number);
    }

    /// <summary>The bitmap of a chunk; null when it covers nothing above the frontier.</summary>
    private ImmutableArray<ulong>? Bits(long index, long frontier)
    {
        var words = new ulong[WordsPerChunk];
        var above = false;
        _chunks.TryGetValue(index, out var chunk);
        _ahead.TryGetValue(index, out var ahead);
        for (var offset = 0; offset < ChunkSize; offset++)
        {
            var number = (index * ChunkSize) + offset + 1;
            var covered = number <= Read
                ? chunk is null || chunk.Slots[offset] == 0
                : ahead is not null && (ahead[offset / 64] & Bit(number)) != 0;
            if (!covered)
                continue;
            words[offset / 64] |= Bit(number);
            above |= number > frontier;
        }

        return above ? ImmutableArray.Create(words) : null;
    }

    private sealed class Chunk
    {
        public int[] Slots { get; } = new int[ChunkSize];

        public int Open { get; set; }
    }
}
