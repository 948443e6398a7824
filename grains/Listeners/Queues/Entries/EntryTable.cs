using System.Text;

namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>
/// The entries of one listener by subject: chunks of structs, which are never copied, and a hash table of slots with open addressing.
/// An entry keeps its slot for as long as it is in the table.
/// </summary>
internal sealed class EntryTable
{
    private const int ChunkBits = 10;
    private const int ChunkSize = 1 << ChunkBits;
    private const int MinBuckets = 16;

    private readonly List<Entry[]> _chunks = [];

    // A slot plus one; 0 for a free bucket. Linear probing, and deletion by shifting back, so that there are no tombstones.
    private int[] _buckets = new int[MinBuckets];
    private int _firstFree = -1;
    private int _slots;

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>An entry by its slot. The reference is valid until the entry is removed.</summary>
    public ref Entry this[int slot] => ref _chunks[slot >> ChunkBits][slot & (ChunkSize - 1)];

    /// <summary>Whether a subject has an entry.</summary>
    public bool Contains(string subject) => TryFind(subject, out _);

    /// <summary>Finds the slot of a subject's entry.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryFind(string subject, out int slot)
    {
        var hash = subject.GetHashCode(StringComparison.Ordinal);
        var mask = _buckets.Length - 1;
        for (var bucket = hash & mask; _buckets[bucket] != 0; bucket = (bucket + 1) & mask)
        {
            slot = _buckets[bucket] - 1;
            ref readonly var entry = ref this[slot];
            if (entry.Hash == hash && IsSubject(entry.Subject, subject))
                return true;
        }

        slot = -1;
        return false;
    }

    /// <summary>Adds an empty entry of a subject that has none.</summary>
    public int Add(string subject)
    {
        if ((Count + 1) * 4 > _buckets.Length * 3)
            Rehash(_buckets.Length * 2);
        var slot = TakeSlot();
        ref var entry = ref this[slot];
        entry = default;
        entry.Subject = Encoding.UTF8.GetBytes(subject);
        entry.Hash = subject.GetHashCode(StringComparison.Ordinal);
        Index(entry.Hash, slot);
        Count++;
        return slot;
    }

    /// <summary>Removes an entry. Its slot may be reused.</summary>
    public void Remove(int slot)
    {
        Unindex(slot);
        ref var entry = ref this[slot];
        entry = default;
        entry.HeapIndex = _firstFree;
        _firstFree = slot;
        Count--;
    }

    /// <summary>The subject of an entry as a string.</summary>
    public string SubjectOf(int slot) => Encoding.UTF8.GetString(this[slot].Subject);

    /// <summary>The slots of all entries, in no particular order.</summary>
    public IEnumerable<int> Slots()
    {
        foreach (var bucket in _buckets)
        {
            if (bucket != 0)
                yield return bucket - 1;
        }
    }

    private static bool IsSubject(byte[] bytes, string subject)
    {
        Span<byte> encoded = stackalloc byte[1024];
        return Encoding.UTF8.TryGetBytes(subject, encoded, out var written)
            ? encoded[..written].SequenceEqual(bytes)
            : Encoding.UTF8.GetString(bytes) == subject;
    }

    private int TakeSlot()
    {
        if (_firstFree >= 0)
        {
            var slot = _firstFree;
            _firstFree = this[slot].HeapIndex;
            return slot;
        }

        if (_slots == _chunks.Count * ChunkSize)
            _chunks.Add(new Entry[ChunkSize]);
        return _slots++;
    }

    private void Index(int hash, int slot)
    {
        var mask = _buckets.Length - 1;
        var bucket = hash & mask;
        while (_buckets[bucket] != 0)
            bucket = (bucket + 1) & mask;
        _buckets[bucket] = slot + 1;
    }

    private void Unindex(int slot)
    {
        var mask = _buckets.Length - 1;
        var hole = this[slot].Hash & mask;
        while (_buckets[hole] != slot + 1)
            hole = (hole + 1) & mask;
        for (var next = (hole + 1) & mask; _buckets[next] != 0; next = (next + 1) & mask)
        {
            // An entry moves into the hole unless its own bucket lies between the hole and where it is.
            var home = this[_buckets[next] - 1].Hash & mask;
            if (((next - home) & mask) < ((next - hole) & mask))
                continue;
            _buckets[hole] = _buckets[next];
            hole = next;
        }

        _buckets[hole] = 0;
    }

    private void Rehash(int size)
    {
        var old = _buckets;
        _buckets = new int[size];
        foreach (var bucket in old)
        {
            if (bucket != 0)
                Index(this[bucket - 1].Hash, bucket - 1);
        }
    }
}
