using System.Collections.Immutable;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues;

/// <summary>
/// What is open of a listener's stream, and whose it is: number → slot, in pages that exist only where something is open. What was
/// read and is not open is <em>covered</em>: settled, or written in a row. The frontier and the stored pages follow from this.
/// </summary>
internal sealed class NumberMap
{
    private const int PageSize = StoreLimits.BitmapSize;
    private const int WordsPerPage = PageSize / 64;

    private readonly Dictionary<long, Page> _pages = [];

    // Beyond what was read, covered numbers must be said one by one.
    private readonly Dictionary<long, ulong[]> _ahead = [];

    // Open numbers that a row carries: covered as far as the frontier is concerned.
    private readonly Dictionary<long, int> _rowed = [];
    private readonly SortedSet<long> _rowedInOrder = [];

    private HashSet<long> _touched = [];
    private HashSet<long> _writing = [];
    private long _low;
    private long _highest;

    /// <summary>Begins with what is stored.</summary>
    /// <param name="frontier">The stored frontier, from which reading goes on.</param>
    /// <param name="pages">The stored pages.</param>
    public NumberMap(long frontier, ImmutableArray<SettledBitmap> pages)
    {
        Read = frontier;
        _low = frontier + 1;
        foreach (var page in pages)
            _ahead[page.Index] = [.. page.Bits];
    }

    /// <summary>The number up to which the log has been read in all lanes. What a lane read ahead is said one by one.</summary>
    public long Read { get; private set; }

    /// <summary>How many pages hold open numbers.</summary>
    public int Pages => _pages.Count;

    /// <summary>The number up to which everything read is covered. It never passes what has been read.</summary>
    public long Frontier
    {
        get
        {
            while (_low <= Read)
            {
                if (!_pages.TryGetValue(PageOf(_low), out var page))
                    _low = (PageOf(_low) + 1) * PageSize + 1;
                else if (page.Slots[OffsetOf(_low)] == 0)
                    _low++;
                else
                    break;
            }

            // A page without anything open may have carried it over the end of what was read.
            _low = Math.Min(_low, Read + 1);
            return _low - 1;
        }
    }

    /// <summary>The log was read up to a number, in all lanes. Whether anything is open of it is said before or after.</summary>
    public void ReadTo(long number)
    {
        if (number <= Read)
            return;
        if (_ahead.Count > 0)
        {
            for (var page = PageOf(Read + 1); (page + 1) * PageSize <= number; page++)
                _ahead.Remove(page);
        }

        Read = number;
    }

    /// <summary>Whether a number beyond what was read is known to be settled, or a row has it.</summary>
    public bool IsCoveredAhead(long number) =>
        _ahead.TryGetValue(PageOf(number), out var bits) && (bits[OffsetOf(number) / 64] & Bit(number)) != 0;

    /// <summary>Whose an open number is; -1 for none.</summary>
    public int Find(long number)
    {
        if (_pages.TryGetValue(PageOf(number), out var page) && page.Slots[OffsetOf(number)] is var slot and not 0)
            return slot - 1;
        return _rowed.TryGetValue(number, out var rowed) ? rowed : -1;
    }

    /// <summary>A number is open and holds the frontier.</summary>
    public void Open(long number, int slot)
    {
        var index = PageOf(number);
        if (!_pages.TryGetValue(index, out var page))
        {
            _pages[index] = page = new Page();
            _highest = Math.Max(_highest, index);
        }

        ref var place = ref page.Slots[OffsetOf(number)];
        if (place == 0)
            page.Open++;
        place = slot + 1;
        _low = Math.Min(_low, number);
        if (number > Read && _ahead.TryGetValue(index, out var bits))
            bits[OffsetOf(number) / 64] &= ~Bit(number);
    }

    /// <summary>A number is settled.</summary>
    public void Settle(long number)
    {
        if (_rowed.Remove(number))
            _rowedInOrder.Remove(number);
        Cover(number);
    }

    /// <summary>An open number is carried by a row from now on.</summary>
    public void MoveToRow(long number, int slot)
    {
        Cover(number);
        AddRowed(number, slot);
    }

    /// <summary>A row has an open number, since before this map was made.</summary>
    public void AddRowed(long number, int slot)
    {
        _rowed[number] = slot;
        _rowedInOrder.Add(number);
    }

    /// <summary>Whether an open number is carried by a row.</summary>
    public bool IsRowed(long number) => _rowed.ContainsKey(number);

    /// <summary>A row that was to carry an open number does not: it holds the frontier again.</summary>
    public void MoveFromRow(long number, int slot)
    {
        if (!_rowed.Remove(number))
            return;
        _rowedInOrder.Remove(number);
        Open(number, slot);
    }

    /// <summary>The open numbers above one, ascending, and whose they are. Nothing may change while they are gone through.</summary>
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

    /// <summary>The pages to write: those touched since the last time that say something the frontier does not.</summary>
    /// <param name="frontier">The frontier that is written with them.</param>
    public ImmutableArray<SettledBitmap> TakeTouched(long frontier)
    {
        (_touched, _writing) = (_writing, _touched);
        if (_writing.Count == 0)
            return [];
        var pages = ImmutableArray.CreateBuilder<SettledBitmap>();
        foreach (var index in _writing.Order())
        {
            if ((index + 1) * PageSize > frontier && Bits(index, frontier) is { } bits)
                pages.Add(new SettledBitmap(index, bits));
        }

        return pages.DrainToImmutable();
    }

    /// <summary>What <see cref="TakeTouched"/> gave has been written.</summary>
    public void Written() => _writing.Clear();

    /// <summary>What <see cref="TakeTouched"/> gave has not been written.</summary>
    public void NotWritten()
    {
        _touched.UnionWith(_writing);
        _writing.Clear();
    }

    /// <summary>Those that hold the frontier.</summary>
    private IEnumerable<(long Number, int Slot)> HoldingAbove(long after)
    {
        var left = _pages.Count;
        for (var index = PageOf(after + 1); left > 0 && index <= _highest; index++)
        {
            if (!_pages.TryGetValue(index, out var page))
                continue;
            left--;
            for (var offset = 0; offset < PageSize; offset++)
            {
                var number = (index * PageSize) + offset + 1;
                if (number > after && page.Slots[offset] is var slot and not 0)
                    yield return (number, slot - 1);
            }
        }
    }

    private static long PageOf(long number) => (number - 1) / PageSize;

    private static int OffsetOf(long number) => (int)((number - 1) % PageSize);

    private static ulong Bit(long number) => 1UL << (OffsetOf(number) % 64);

    private void Cover(long number)
    {
        var index = PageOf(number);
        _touched.Add(index);
        if (_pages.TryGetValue(index, out var page))
        {
            ref var place = ref page.Slots[OffsetOf(number)];
            if (place != 0)
            {
                place = 0;
                if (--page.Open == 0)
                    _pages.Remove(index);
            }
        }

        if (number <= Read)
            return;
        if (!_ahead.TryGetValue(index, out var bits))
            _ahead[index] = bits = new ulong[WordsPerPage];
        bits[OffsetOf(number) / 64] |= Bit(number);
    }

    /// <summary>A page's bits; null when it covers nothing above the frontier.</summary>
    private ImmutableArray<ulong>? Bits(long index, long frontier)
    {
        var words = new ulong[WordsPerPage];
        var above = false;
        _pages.TryGetValue(index, out var page);
        _ahead.TryGetValue(index, out var ahead);
        for (var offset = 0; offset < PageSize; offset++)
        {
            var number = (index * PageSize) + offset + 1;
            var covered = number <= Read
                ? page is null || page.Slots[offset] == 0
                : ahead is not null && (ahead[offset / 64] & Bit(number)) != 0;
            if (!covered)
                continue;
            words[offset / 64] |= Bit(number);
            above |= number > frontier;
        }

        return above ? ImmutableArray.Create(words) : null;
    }

    private sealed class Page
    {
        public int[] Slots { get; } = new int[PageSize];

        public int Open { get; set; }
    }
}
