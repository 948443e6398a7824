using System.Diagnostics;
using MoCluster.Grains.Listeners.Queues.Entries;

namespace MoCluster.Grains.Listeners.Queues.Keys;

/// <summary>
/// The pending entries of one listener that a fetch may take, in their order. It keeps an entry blocked while another with one of its
/// keys is leased, or goes before it.
/// </summary>
/// <param name="table">The listener's entries.</param>
/// <param name="listener">The listener's index in the group.</param>
internal sealed class ReadyQueue(EntryTable table, int listener)
{
    private readonly EntryHeap<ByUrgency> _ready = new(table);

    /// <summary>How many entries are ready.</summary>
    public int Count => _ready.Count;

    /// <summary>Makes a detached pending entry ready, or blocks it behind another with one of its keys.</summary>
    public void Add(int slot)
    {
        ref var entry = ref table[slot];
        if (entry.Home is not { } home)
        {
            MakeReady(slot);
            return;
        }

        if (MoveHomeToLeasedKey(ref entry, home) is { } leased)
        {
            Block(slot, ref leased.Line(listener));
            return;
        }

        ref var line = ref home.Line(listener);
        if (line.ReadySlot == 0)
        {
            line.ReadySlot = slot + 1;
            MakeReady(slot);
        }
        else if (ByUrgency.Before(in entry, in table[line.ReadySlot - 1]))
        {
            var former = line.ReadySlot - 1;
            _ready.Remove(former);
            Block(former, ref line);
            line.ReadySlot = slot + 1;
            MakeReady(slot);
        }
        else
        {
            Block(slot, ref line);
        }
    }

    /// <summary>Detaches an entry that is ready or blocked.</summary>
    public void Remove(int slot)
    {
        ref var entry = ref table[slot];
        var wasReady = entry.State == EntryState.Ready;
        entry.State = EntryState.Detached;
        if (!wasReady)
        {
            entry.Home!.Line(listener).Blocked!.Remove(slot);
            return;
        }

        _ready.Remove(slot);
        if (entry.Home is not { } home)
            return;
        home.Line(listener).ReadySlot = 0;
        if (home.Leased == 0)
            Unblock(home);
    }

    /// <summary>Detaches the first ready entry that has no leased key.</summary>
    /// <param name="slot">The entry.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(out int slot)
    {
        while (_ready.Count > 0)
        {
            slot = _ready.Top;
            ref var entry = ref table[slot];
            Remove(slot);
            if (entry.Home is not { } home || MoveHomeToLeasedKey(ref entry, home) is not { } leased)
                return true;

            // Only an entry with several keys comes here: another of its keys is leased, and it is blocked behind that one.
            Block(slot, ref leased.Line(listener));
        }

        slot = -1;
        return false;
    }

    /// <summary>Blocks the ready entry of a key, which was just leased.</summary>
    public void Block(SharedKey key)
    {
        ref var line = ref key.Line(listener);
        if (line.ReadySlot == 0)
            return;
        var slot = line.ReadySlot - 1;
        line.ReadySlot = 0;
        _ready.Remove(slot);
        Block(slot, ref line);
    }

    /// <summary>Makes the first of the entries that are blocked behind an unleased key ready, unless one of them is ready already.</summary>
    public void Unblock(SharedKey key)
    {
        ref var line = ref key.Line(listener);
        while (line.ReadySlot == 0 && line.Blocked is { Count: > 0 } blocked)
        {
            var slot = blocked.Pop();
            ref var entry = ref table[slot];
            if (MoveHomeToLeasedKey(ref entry, key) is { } leased)
            {
                Block(slot, ref leased.Line(listener));
                continue;
            }

            Debug.Assert(entry.Home == key, "An entry is blocked behind its home.");
            line.ReadySlot = slot + 1;
            MakeReady(slot);
        }
    }

    /// <summary>Makes a leased key of an entry its home, where one of its keys is leased.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="home">Its home so far.</param>
    /// <returns>Its home from now on; null where none of its keys is leased.</returns>
    private static SharedKey? MoveHomeToLeasedKey(ref Entry entry, SharedKey home)
    {
        if (home.Leased > 0)
            return home;
        if (entry.Side is not { OtherKeys: { Length: > 0 } others })
            return null;
        var at = Array.FindIndex(others, key => key.Leased > 0);
        if (at < 0)
            return null;
        (entry.Home, others[at]) = (others[at], home);
        return entry.Home;
    }

    private void Block(int slot, ref KeyLine line)
    {
        table[slot].State = EntryState.Blocked;
        line.Blocked ??= new EntryHeap<ByUrgency>(table);
        line.Blocked.Push(slot);
    }

    private void MakeReady(int slot)
    {
        table[slot].State = EntryState.Ready;
        _ready.Push(slot);
    }
}
