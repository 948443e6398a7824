using System.Diagnostics;

namespace MoCluster.Grains.Listeners.Queues;

/// <summary>Which of a listener's pending entries stand among the ready ones, and which wait behind another of their keys.</summary>
internal static class Readiness
{
    /// <summary>A pending entry that stands aside goes among the ready ones, or behind another of its keys.</summary>
    public static void Enter(QueuedListener listener, int slot)
    {
        ref var entry = ref listener.Table[slot];
        if (entry.Home is null)
        {
            MakeReady(listener, slot);
            return;
        }

        var isHeld = MoveHomeToHeldKey(ref entry);
        ref var seat = ref entry.Home!.Seat(listener.Index);
        if (isHeld)
        {
            Wait(listener, slot, ref seat);
        }
        else if (seat.Representative == 0)
        {
            seat.Representative = slot + 1;
            MakeReady(listener, slot);
        }
        else if (ByUrgency.Before(in entry, in listener.Table[seat.Representative - 1]))
        {
            var former = seat.Representative - 1;
            listener.Ready.Remove(former);
            Wait(listener, former, ref seat);
            seat.Representative = slot + 1;
            MakeReady(listener, slot);
        }
        else
        {
            Wait(listener, slot, ref seat);
        }
    }

    /// <summary>An entry among the ready or waiting ones stands aside.</summary>
    public static void Leave(QueuedListener listener, int slot)
    {
        ref var entry = ref listener.Table[slot];
        var wasReady = entry.Place == EntryPlace.Ready;
        entry.Place = EntryPlace.None;
        if (!wasReady)
        {
            entry.Home!.Seat(listener.Index).Waiting!.Remove(slot);
            return;
        }

        listener.Ready.Remove(slot);
        if (entry.Home is null)
            return;
        ref var seat = ref entry.Home.Seat(listener.Index);
        seat.Representative = 0;
        if (entry.Home.Held == 0)
            Promote(listener, entry.Home, ref seat);
    }

    /// <summary>
    /// Takes the first of the ready entries that none of whose keys is in somebody's hand, and lets it stand aside; -1 when there is none.
    /// </summary>
    public static int Take(QueuedListener listener)
    {
        while (listener.Ready.Count > 0)
        {
            var slot = listener.Ready.Top;
            ref var entry = ref listener.Table[slot];
            Leave(listener, slot);
            if (entry.Home is null || !MoveHomeToHeldKey(ref entry))
                return slot;

            // Only an entry with several keys comes here: it waits behind the one that is held.
            Wait(listener, slot, ref entry.Home!.Seat(listener.Index));
        }

        return -1;
    }

    /// <summary>The first of those that wait behind a key that nobody holds stands for it, when none does.</summary>
    public static void Promote(QueuedListener listener, KeyGroup group, ref KeySeat seat)
    {
        while (seat.Representative == 0 && seat.Waiting is { Count: > 0 } waiting)
        {
            var slot = waiting.Pop();
            ref var entry = ref listener.Table[slot];
            if (MoveHomeToHeldKey(ref entry))
            {
                Wait(listener, slot, ref entry.Home!.Seat(listener.Index));
                continue;
            }

            Debug.Assert(entry.Home == group, "An entry waits behind its home.");
            seat.Representative = slot + 1;
            MakeReady(listener, slot);
        }
    }

    /// <summary>An entry that stands aside waits behind its home.</summary>
    public static void Wait(QueuedListener listener, int slot, ref KeySeat seat)
    {
        listener.Table[slot].Place = EntryPlace.Waiting;
        seat.Waiting ??= new EntryHeap<ByUrgency>(listener.Table);
        seat.Waiting.Push(slot);
    }

    /// <summary>Whether any key of the entry is in somebody's hand; that one becomes its home.</summary>
    private static bool MoveHomeToHeldKey(ref Entry entry)
    {
        if (entry.Home!.Held > 0)
            return true;
        if (entry.Side is not { OtherKeys: { Length: > 0 } others })
            return false;
        var held = Array.FindIndex(others, group => group.Held > 0);
        if (held < 0)
            return false;
        var home = entry.Home;
        entry.Home = others[held];
        others[held] = home;
        return true;
    }

    private static void MakeReady(QueuedListener listener, int slot)
    {
        listener.Table[slot].Place = EntryPlace.Ready;
        listener.Ready.Push(slot);
    }
}
