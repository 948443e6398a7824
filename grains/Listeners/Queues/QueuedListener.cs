using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Keys;
using MoCluster.Grains.Listeners.Queues.Lanes;
using MoCluster.Grains.Listeners.Queues.Numbers;
using MoCluster.Grains.Listeners.Queues.Transitions;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues;

/// <summary>
/// The queue of one listener within its group: its entries and open numbers, and the parts that change them.
/// <see cref="ListenerQueue"/> and <see cref="Turns.QueueTurn"/> decide when.
/// </summary>
internal sealed class QueuedListener
{
    /// <summary>Begins with the stored state, except for its rows.</summary>
    /// <param name="state">What is stored of the listener.</param>
    /// <param name="index">Its index in the group.</param>
    /// <param name="keys">The group's exclusion by key.</param>
    /// <param name="tally">The counts of an earlier position; null to begin with none.</param>
    public QueuedListener(ListenerState state, int index, KeyExclusion keys, QueueTally? tally = null)
    {
        Index = index;
        Definition = state.Definition;
        Position = state.Position;
        CommittedFrontier = state.Frontier;
        Head = Math.Max(state.Head, state.Frontier);
        Tally = tally ?? new QueueTally { FirstHead = Head };
        Numbers = new NumberMap(state.Frontier, state.Bitmaps);
        Ready = new ReadyQueue(Table, index);
        Room = new LaneRoom(Table, Numbers, Ready);
        States = new EntryStates(Table, Ready, Room, keys, Unwritten);
        Events = new EntryEvents(this, Table);
        EntryNumbers = new EntryNumbers(this, Events, States, Room, keys);
        Leases = new EntryLeases(this, Events, States, EntryNumbers, keys);
        Changes = new EntryChanges(Table, States, Unwritten);
        View = new EntryView(Table, Numbers, Events);
        Intake = new LogIntake(this, state.Frontier, EntryNumbers);
        Progress = new ProgressWriter(this, Events, States, EntryNumbers);
    }

    /// <summary>Its index in the group.</summary>
    public int Index { get; }

    /// <summary>How it is declared.</summary>
    public ListenerDefinition Definition { get; set; }

    /// <summary>Whether it hands anything out: it is neither paused nor suspended.</summary>
    public bool IsServing => Definition is { Pause: null, Suspension: null };

    /// <summary>The ordinal of the current position.</summary>
    public long Position { get; }

    /// <summary>The number of the stream's last known event.</summary>
    public long Head { get; private set; }

    /// <summary>The frontier as it is stored.</summary>
    public long CommittedFrontier { get; set; }

    /// <summary>Counts what was committed.</summary>
    public QueueTally Tally { get; }

    /// <summary>What has changed and is not stored yet.</summary>
    public UnwrittenProgress Unwritten { get; } = new();

    /// <summary>The entries.</summary>
    public EntryTable Table { get; } = new();

    /// <summary>The open numbers.</summary>
    public NumberMap Numbers { get; }

    /// <summary>The entries that a fetch may take.</summary>
    public ReadyQueue Ready { get; }

    /// <summary>How much room each lane has left.</summary>
    public LaneRoom Room { get; }

    /// <summary>Keeps the entries by state.</summary>
    public EntryStates States { get; }

    /// <summary>Packs and unpacks the entries' pending events.</summary>
    public EntryEvents Events { get; }

    /// <summary>Changes the entries' open numbers.</summary>
    public EntryNumbers EntryNumbers { get; }

    /// <summary>Leases entries, and ends leases.</summary>
    public EntryLeases Leases { get; }

    /// <summary>Changes entries for operators.</summary>
    public EntryChanges Changes { get; }

    /// <summary>Shows the entries.</summary>
    public EntryView View { get; }

    /// <summary>Takes in the log.</summary>
    public LogIntake Intake { get; }

    /// <summary>Makes of the queue what must be stored.</summary>
    public ProgressWriter Progress { get; }

    /// <summary>The log is known to reach a number.</summary>
    public void Reached(long head) => Head = Math.Max(Head, head);

    /// <summary>The entry of a subject. A new one is detached.</summary>
    public int FindOrAdd(string subject) => Table.TryFind(subject, out var slot) ? slot : Table.Add(subject);

    /// <summary>Removes an entry in any state, because its listener is removed.</summary>
    public void Drop(int slot)
    {
        States.Detach(slot);
        Leases.Drop(ref Table[slot]);
        States.Remove(slot);
    }

    /// <summary>Attaches all entries, after they were restored.</summary>
    public void AttachAll()
    {
        foreach (var slot in Table.Slots().Order().ToArray())
            States.Attach(slot);
    }
}
