using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Keys;
using MoCluster.Grains.Listeners.Queues.Lanes;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues;

/// <summary>
/// One listener's queue within its group: its entries, where each stands, and which numbers are open. This part knows how an entry
/// changes; <see cref="ListenerQueue"/> knows when.
/// </summary>
internal sealed partial class QueuedListener
{
    /// <summary>What a page of open numbers weighs, in entries of about 190 bytes.</summary>
    private const int EntriesPerChunk = 11;

    /// <summary>The reason of what is delivered again, or parked, by time alone.</summary>
    public const string LeaseEnded = "Not acknowledged before the lease ended.";

    private readonly KeyExclusion _keys;
    private readonly AttemptCounts _attempts = new();
    private readonly List<EventRecord> _merged = new(2 * OpenEvents.Max);
    private readonly List<EventRecord> _superseded = new(OpenEvents.Max);
    private readonly List<EventRecord> _deferred = [];

    /// <summary>Begins with what is stored, its rows not yet looked at.</summary>
    /// <param name="state">What is stored of the listener.</param>
    /// <param name="index">Its index in the group.</param>
    /// <param name="keys">The group's exclusion.</param>
    /// <param name="tally">What was counted at an earlier position; null to begin.</param>
    public QueuedListener(ListenerState state, int index, KeyExclusion keys, QueueTally? tally = null)
    {
        _keys = keys;
        Index = index;
        Definition = state.Definition;
        Position = state.Position;
        CommittedFrontier = state.Frontier;
        Head = Math.Max(state.Head, state.Frontier);
        Tally = tally ?? new QueueTally { FirstHead = Head };
        Numbers = new NumberMap(state.Frontier, state.Bitmaps);
        Cursors = new LaneCursors(state.Frontier);
        Table = new EntryTable();
        Ready = new ReadyQueue(Table, index);
        Delayed = new EntryHeap<ByDelay>(Table);
        Leased = new EntryHeap<ByLeaseEnd>(Table);
    }

    /// <summary>Its index in the group.</summary>
    public int Index { get; }

    /// <summary>How it was declared.</summary>
    public ListenerDefinition Definition { get; set; }

    /// <summary>Whether anything is handed out from it: neither paused nor suspended.</summary>
    public bool IsServing => Definition is { Pause: null, Suspension: null };

    /// <summary>The current position's ordinal.</summary>
    public long Position { get; }

    /// <summary>The number of the stream's last known event.</summary>
    public long Head { get; private set; }

    /// <summary>The frontier as it is stored.</summary>
    public long CommittedFrontier { get; set; }

    /// <summary>What is open.</summary>
    public NumberMap Numbers { get; }

    /// <summary>The entries.</summary>
    public EntryTable Table { get; }

    /// <summary>Those that a fetch takes from.</summary>
    public ReadyQueue Ready { get; }

    /// <summary>Those that wait for an instant.</summary>
    public EntryHeap<ByDelay> Delayed { get; }

    /// <summary>Those in somebody's hand, by the end of their lease; those in a turn's hands are not here.</summary>
    public EntryHeap<ByLeaseEnd> Leased { get; }

    /// <summary>How many are in somebody's hand, those in a turn's hands included.</summary>
    public int InFlight { get; private set; }

    /// <summary>How many are set aside.</summary>
    public int Parked { get; private set; }

    /// <summary>How many are silenced.</summary>
    public int Silenced { get; private set; }

    /// <summary>The most deliveries of one entry that came back; 0 when none did.</summary>
    public int HighestAttempts => _attempts.Highest;

    /// <summary>What happened to it.</summary>
    public QueueTally Tally { get; }

    /// <summary>Entries whose stored row is no longer right, or is missing.</summary>
    public HashSet<int> RowsOwed { get; private set; } = [];

    /// <summary>Subjects whose entry is gone, and whose stored row is to go.</summary>
    public HashSet<string> RowsDropped { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>How many numbers are settled by reading alone and not yet stored so.</summary>
    public int Owed { get; set; }

    /// <summary>Since when something is owed; null when nothing is.</summary>
    public DateTimeOffset? OwedSince { get; set; }

    /// <summary>The log is known to reach a number.</summary>
    public void Reached(long head) => Head = Math.Max(Head, head);

    /// <summary>
    /// An event that its lane had not read yet comes in. It may be older than what another lane, or a standing lease, has of its subject.
    /// </summary>
    private void Arrive(EventRecord record, DateTimeOffset now)
    {
        if (Numbers.IsOpen(record.Number))
            return;

        if (!SpeaksToMe(record.Target))
        {
            Supersede(record.Number, now);
            return;
        }

        if (!Table.TryFind(record.Subject, out var slot))
        {
            slot = Table.Add(record.Subject);
            ref var added = ref Table[slot];
            SetLatest(ref added, record);
            added.First = record.Number;
            added.Priority = record.Priority;
            Enlist(ref added);
            Numbers.Open(record.Number, slot);
            AssignKeys(slot, record.Subject, record.Key);
            Ready.Add(slot);
            return;
        }

        // What a turn does to its entry is not known yet, and so neither whether anything is left that it could join.
        if (Table[slot].InTurn)
            _deferred.Add(record);
        else if (Table[slot].Side?.Lease is { } lease && lease.Highest > record.Number)
            Supersede(record.Number, now);
        else
            Coalesce(slot, record, now);
    }

    /// <summary>The turn has ended: what came in meanwhile for the entries in its hands comes in now.</summary>
    public void TakeDeferred(DateTimeOffset now)
    {
        if (_deferred.Count == 0)
            return;
        var records = _deferred.ToArray();
        _deferred.Clear();
        foreach (var record in records)
            Arrive(record, now);
    }

    /// <summary>Puts an entry where it belongs, now that nothing more happens to it: or removes it when nothing of it is left.</summary>
    public void Attach(int slot)
    {
        ref var entry = ref Table[slot];
        if (entry.InTurn)
            return;
        if (entry.IsLeased)
        {
            SetState(ref entry, EntryState.Leased);
            Leased.Push(slot);
        }
        else if (!entry.HasPending)
        {
            Remove(slot);
        }
        else if (entry.IsParked)
        {
            SetState(ref entry, EntryState.Parked);
        }
        else if (entry.Side?.NotBefore is not null)
        {
            SetState(ref entry, EntryState.Delayed);
            Delayed.Push(slot);
        }
        else
        {
            Ready.Add(slot);
        }
    }

    /// <summary>Takes an entry out of wherever it stands.</summary>
    public void Detach(int slot)
    {
        ref var entry = ref Table[slot];
        switch (entry.State)
        {
            case EntryState.Ready or EntryState.Blocked:
                Ready.Remove(slot);
                break;
            case EntryState.Delayed:
                Delayed.Remove(slot);
                break;
            case EntryState.Leased:
                Leased.Remove(slot);
                break;
        }

        SetState(ref entry, EntryState.Detached);
    }

    /// <summary>A delay has come to its end.</summary>
    public void EndDelay()
    {
        var slot = Delayed.Pop();
        ref var entry = ref Table[slot];
        SetState(ref entry, EntryState.Detached);
        entry.Side!.NotBefore = null;
        Attach(slot);
    }

    /// <summary>The entry of a subject, made when there is none. It stands aside.</summary>
    public int FindOrAdd(string subject) => Table.TryFind(subject, out var slot) ? slot : Table.Add(subject);

    /// <summary>Marks an entry as set aside, or not.</summary>
    public void SetParked(ref Entry entry, bool parked)
    {
        if (entry.IsParked == parked)
            return;
        entry.Set(EntryFlags.Parked, parked);
        Parked += parked ? 1 : -1;
    }

    /// <summary>Marks an entry as silenced, or not.</summary>
    public void SetSilenced(ref Entry entry, bool silenced)
    {
        if (entry.IsSilenced == silenced)
            return;
        entry.Set(EntryFlags.Silenced, silenced);
        Silenced += silenced ? 1 : -1;
    }

    private void SetAttempts(ref Entry entry, int attempts)
    {
        _attempts.Change(entry.Attempts, attempts);
        entry.Attempts = attempts;
    }

    /// <summary>Collects the distinct keys of an entry's open events.</summary>
    /// <param name="slot">The entry.</param>
    /// <param name="latestKey">The key of its latest pending event; null when none is pending.</param>
    /// <param name="keys">Receives the keys.</param>
    public void CollectKeys(int slot, string? latestKey, List<string> keys)
    {
        keys.Clear();
        if (latestKey is not null)
            keys.Add(latestKey);
        if (Table[slot].Side is not { } side)
            return;
        AddKeys(side.Older, keys);
        AddKeys(side.Lease?.Given ?? [], keys);
    }

    private static void AddKeys(EventRecord[] events, List<string> keys)
    {
        foreach (var record in events)
        {
            if (!keys.Contains(record.Key))
                keys.Add(record.Key);
        }
    }

    private void AssignKeys(int slot, string subject, string? latestKey)
    {
        // Where every key is its own subject and there is one listener, nothing can exclude anything.
        if (_keys.Count > 0 || _keys.Listeners > 1 || Table[slot].Side is not null || (latestKey ?? subject) != subject)
            _keys.Assign(this, slot, subject, latestKey);
    }

    private bool SpeaksToMe(EventTarget? target) =>
        target is null || target.Uuid == (target.Kind == EventTargetKind.Owner ? Definition.Owner : Definition.Uuid);

    private void Remove(int slot)
    {
        ref var entry = ref Table[slot];
        if (entry.Side is { RowNumbers.Length: > 0 })
            RowsDropped.Add(Table.SubjectOf(slot));
        RowsOwed.Remove(slot);
        SetParked(ref entry, false);
        SetSilenced(ref entry, false);
        SetAttempts(ref entry, 0);
        _keys.Forget(ref entry);
        _counts[entry.Lane]--;
        Table.Remove(slot);
    }
}
