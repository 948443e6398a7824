namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>
/// One subject of a listener's queue, as an element of <see cref="EntryTable"/>. A million entries may be pending, so this is a struct of
/// 96 bytes: it contains the latest pending event in packed form, and everything rarer is in <see cref="Side"/>.
/// </summary>
/// <remarks>
/// An entry has two sets of open numbers: the <em>pending</em> ones (the latest here, up to two older ones in the side), and those
/// <em>held</em> by a lease (in the side). While the entry is leased, the pending ones are those that arrived since.
/// </remarks>
internal struct Entry
{
    /// <summary>The subject in UTF-8: half the size of a string.</summary>
    public byte[] Subject;

    /// <summary>The key behind which it is blocked; null when its only key is its subject and no other entry has that key.</summary>
    public SharedKey? Home;

    /// <summary>Fields that most entries do not need; null for a new subject with one pending event.</summary>
    public EntrySide? Side;

    /// <summary>The uuid of the latest pending event.</summary>
    public Guid Uuid;

    /// <summary>The number of the latest pending event; 0 when none is pending.</summary>
    public long Number;

    /// <summary>The time of the latest pending event, in UTC ticks.</summary>
    public long Time;

    /// <summary>The number of the latest pending event's registration, if that is the subject's own and of the stream's type; otherwise 0.</summary>
    public long Registration;

    /// <summary>The first pending number, which orders entries of equal urgency.</summary>
    public long First;

    /// <summary>The priority of the latest pending event.</summary>
    public int LatestPriority;

    /// <summary>The priority of the entry: the lowest over its pending events.</summary>
    public int Priority;

    /// <summary>How often it was delivered since the last newer event.</summary>
    public int Attempts;

    /// <summary>The hash of the subject.</summary>
    public int Hash;

    /// <summary>Its index in the heap of its <see cref="State"/>. In a free slot: the next free slot.</summary>
    public int HeapIndex;

    /// <summary>The structure of its listener that contains it.</summary>
    public EntryState State;

    /// <summary>Its flags.</summary>
    public EntryFlags Flags;

    /// <summary>The lane in which it is counted, from 1; 0 for none yet.</summary>
    public byte Lane;

    /// <summary>Whether an event is pending.</summary>
    public readonly bool HasPending => Number != 0;

    /// <summary>Whether it is leased, even when everything that was handed out has been settled.</summary>
    public readonly bool IsLeased => Side is { Lease: not null };

    /// <summary>Whether it has an open number.</summary>
    public readonly bool IsOpen => Number != 0 || Side is { Lease.Held.Length: > 0 };

    /// <summary>Whether it is silenced: delivered last.</summary>
    public readonly bool IsSilenced => (Flags & EntryFlags.Silenced) != 0;

    /// <summary>Whether it is parked.</summary>
    public readonly bool IsParked => (Flags & EntryFlags.Parked) != 0;

    /// <summary>Whether the turn under way changes it.</summary>
    public readonly bool InTurn => (Flags & EntryFlags.InTurn) != 0;

    /// <summary>The time before which it is not delivered; null for no delay.</summary>
    public readonly DateTimeOffset? NotBefore => Side?.NotBefore;

    /// <summary>The lease of an entry that is leased.</summary>
    /// <exception cref="InvalidOperationException">The entry is not leased.</exception>
    public readonly EntryLease Lease => Side?.Lease ?? throw NotLeased();

    /// <summary>The number of its latest open event; 0 when none is open.</summary>
    public readonly long LatestNumber => HasPending ? Number : Side?.Lease is { Held: { Length: > 0 } held } ? held[^1].Number : 0;

    /// <summary>The side, created when there is none yet.</summary>
    public EntrySide EnsureSide() => Side ??= new EntrySide();

    /// <summary>Sets or clears a flag.</summary>
    public void Set(EntryFlags flag, bool on) => Flags = on ? Flags | flag : Flags & ~flag;

    private static InvalidOperationException NotLeased() => new("The entry is not leased.");
}
