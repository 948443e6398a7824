namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>
/// A heap of slots of one table, with four children a node. Each entry knows its index in the heap, so that any entry can be removed in
/// O(log n) and nothing is deleted lazily. It takes 4 bytes an entry, and a fetch costs O(log n) at any backlog.
/// </summary>
/// <typeparam name="TOrder">The order of the heap.</typeparam>
/// <param name="table">The table that the slots belong to.</param>
internal sealed class EntryHeap<TOrder>(EntryTable table)
    where TOrder : struct, IEntryOrder
{
    private const int Arity = 4;
    private const int MinCapacity = 4;

    private int[] _slots = [];

    /// <summary>How many slots it contains.</summary>
    public int Count { get; private set; }

    /// <summary>The first slot. The heap must not be empty.</summary>
    public int Top => _slots[0];

    /// <summary>Adds a slot.</summary>
    public void Push(int slot)
    {
        if (Count == _slots.Length)
            Array.Resize(ref _slots, Math.Max(MinCapacity, Count * 2));
        Rise(Count++, slot);
    }

    /// <summary>Removes and returns the first slot. The heap must not be empty.</summary>
    public int Pop()
    {
        var top = _slots[0];
        RemoveAt(0);
        return top;
    }

    /// <summary>Removes a slot, which must be in the heap.</summary>
    public void Remove(int slot) => RemoveAt(table[slot].HeapIndex);

    private void RemoveAt(int index)
    {
        var last = _slots[--Count];
        if (index != Count)
        {
            if (index > 0 && TOrder.Before(in table[last], in table[_slots[(index - 1) / Arity]]))
                Rise(index, last);
            else
                Sink(index, last);
        }

        // Frees what a burst needed, and leaves some room so that a queue at the boundary does not copy all the time.
        if (_slots.Length > 64 && Count < _slots.Length / 8)
            Array.Resize(ref _slots, _slots.Length / 4);
    }

    private void Rise(int index, int slot)
    {
        ref readonly var entry = ref table[slot];
        while (index > 0)
        {
            var parent = (index - 1) / Arity;
            if (!TOrder.Before(in entry, in table[_slots[parent]]))
                break;
            Put(index, _slots[parent]);
            index = parent;
        }

        Put(index, slot);
    }

    private void Sink(int index, int slot)
    {
        ref readonly var entry = ref table[slot];
        while (true)
        {
            var first = (index * Arity) + 1;
            if (first >= Count)
                break;
            var best = first;
            for (var child = first + 1; child < Math.Min(first + Arity, Count); child++)
            {
                if (TOrder.Before(in table[_slots[child]], in table[_slots[best]]))
                    best = child;
            }

            if (!TOrder.Before(in table[_slots[best]], in entry))
                break;
            Put(index, _slots[best]);
            index = best;
        }

        Put(index, slot);
    }

    private void Put(int index, int slot)
    {
        _slots[index] = slot;
        table[slot].HeapIndex = index;
    }
}
