using MoCluster.Grains.Listeners.Queues.Keys;

namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>
/// One subject of a listener, as an element of <see cref="EntryTable"/>. A million of them may be pending, so this is a struct of
/// 96 bytes: it holds the latest pending event unpacked, and everything rarer stands in <see cref="Side"/>.
/// </summary>
/// <remarks>
/// An entry has two sets of open numbers: those <em>pending</em> (the latest here, up to two older ones in the side), and those
/// <em>held</em> by a standing lease (in the side). While a lease stands, the pending ones are those that arrived since.
/// </remarks>
internal struct Entry
{
    /// <summary>The subject in UTF-8: half the size of a string.</summary>
    public byte[] Subject;

    /// <summary>The key under which it is excluded; null when its only key is its subject and no other entry has that key.</summary>
    public SharedKey? Home;

    /// <summary>What most entries have not; null for a fresh subject with one pending event.</summary>
    public EntrySide? Side;

    /// <summary>The latest pending event's uuid.</summary>
    public Guid Uuid;

    /// <summary>The latest pending event's number; 0 when none is pending.</summary>
    public long Number;

    /// <summary>The latest pending event's time, in UTC ticks.</summary>
    public long Time;

    /// <summary>The number of the registration that it speaks of, when that is the subject's own of the stream's type; else 0.</summary>
    public long Registration;

    /// <summary>The first pending number: its place in the order.</summary>
    public long First;

    /// <summary>The latest pending event's own priority.</summary>
    public int LatestPriority;

    /// <summary>The entry's priority: the minimum over its pending numbers.</summary>
    public int Priority;

    /// <summary>How often it was delivered since the last newer event.</summary>
    public int Attempts;

    /// <summary>The subject's hash.</summary>
    public int Hash;

    /// <summary>Its place in the heap that <see cref="State"/> names; in a free slot, the next free one.</summary>
    public int HeapIndex;

    /// <summary>Where it stands.</summary>
    public EntryState State;

    /// <summary>What else is true of it.</summary>
    public EntryFlags Flags;

    /// <summary>The lane in which it is counted, from 1; 0 for none yet.</summary>
    public byte Lane;

    /// <summary>Whether any event is pending.</summary>
    public readonly bool HasPending => Number != 0;

    /// <summary>Whether it is in somebody's hand, whether or not anything of what was given is still open.</summary>
    public readonly bool IsLeased => Side is { Lease: not null };

    /// <summary>Whether anything of it is open.</summary>
    public readonly bool IsOpen => Number != 0 || Side is { Lease.Held.Length: > 0 };

    /// <summary>Whether it is delivered last.</summary>
    public readonly bool IsSilenced => (Flags & EntryFlags.Silenced) != 0;

    /// <summary>Whether it is set aside.</summary>
    public readonly bool IsParked => (Flags & EntryFlags.Parked) != 0;

    /// <summary>Whether a turn has it in its hands.</summary>
    public readonly bool InTurn => (Flags & EntryFlags.InTurn) != 0;

    /// <summary>Sets or clears a flag.</summary>
    public void Set(EntryFlags flag, bool on) => Flags = on ? Flags | flag : Flags & ~flag;
}
