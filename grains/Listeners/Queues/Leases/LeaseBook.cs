using System.Collections.Immutable;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Leases;

/// <summary>
/// Knows in memory the lease records of a group, those of the turn under way included, and the entries that they lease. It writes nothing: a
/// new record is written as <see cref="HandOut"/> gives it. A record is dropped when its last lease has ended; before that, each end is a
/// change to it.
/// </summary>
internal sealed class LeaseBook
{
    /// <summary>Replaces the slot of an entry in a record once the entry's lease has ended.</summary>
    public const int Ended = -1;

    private const int WholeRecord = -1;

    private readonly Dictionary<Generation, Standing> _standing = [];
    private List<LeaseKey> _unwritten = [];
    private List<LeaseKey> _writing = [];

    /// <summary>How many records there are.</summary>
    public int Count => _standing.Count;

    /// <summary>Whether leases have ended by time and the store does not know it yet.</summary>
    public bool HasUnwritten => _unwritten.Count > 0;

    /// <summary>Adds a record.</summary>
    /// <param name="generation">Its generation.</param>
    /// <param name="listener">The listener of its entries.</param>
    /// <param name="slots">Its entries; <see cref="Ended"/> for one whose lease has ended.</param>
    public void Add(Generation generation, QueuedListener listener, int[] slots)
    {
        var standing = slots.Count(slot => slot != Ended);
        _standing.Add(generation, new Standing(listener, slots) { Count = standing });
        if (standing == 0)
            _unwritten.Add(new LeaseKey(generation, WholeRecord));
    }

    /// <summary>Forgets a record that was never committed.</summary>
    public void Forget(Generation generation) => _standing.Remove(generation);

    /// <summary>Forgets the records of a deleted listener. The store has deleted them with it.</summary>
    public void Forget(QueuedListener listener)
    {
        foreach (var generation in _standing.Where(pair => pair.Value.Listener == listener).Select(pair => pair.Key).ToArray())
        {
            _standing.Remove(generation);
            _unwritten.RemoveAll(end => end.Generation == generation);
        }
    }

    /// <summary>Moves the records of a listener to the one that replaces it at a new position.</summary>
    public void Move(QueuedListener former, QueuedListener listener)
    {
        foreach (var record in _standing.Values.Where(record => record.Listener == former))
            record.Listener = listener;
    }

    /// <summary>Changes the slot of a leased entry.</summary>
    public void Move(Generation generation, int index, int slot) => _standing[generation].Slots[index] = slot;

    /// <summary>Finds a leased entry.</summary>
    /// <param name="generation">The record.</param>
    /// <param name="index">The index of the entry in it.</param>
    /// <param name="listener">The listener.</param>
    /// <param name="slot">The entry.</param>
    /// <returns>Whether the entry is leased. It is not when the lease has ended, or the record is unknown.</returns>
    public bool TryFind(Generation generation, int index, QueuedListener listener, out int slot)
    {
        slot = _standing.TryGetValue(generation, out var record) && record.Listener == listener && index >= 0 && index < record.Slots.Length
            ? record.Slots[index]
            : Ended;
        return slot != Ended;
    }

    /// <summary>Ends a lease by time. The store learns it with the next commit.</summary>
    public void EndByTime(Generation generation, int index)
    {
        if (!_standing.TryGetValue(generation, out var record))
            return;
        record.Slots[index] = Ended;
        _unwritten.Add(new LeaseKey(generation, index));
    }

    /// <summary>
    /// Takes what must be written of leases that ended or were extended. <see cref="Written"/> or <see cref="NotWritten"/> must follow.
    /// </summary>
    /// <param name="ended">The leases that the turn ends, besides those that have ended by time.</param>
    /// <param name="extended">The leases that the turn extends. One that it ends later has ended.</param>
    public (ImmutableArray<LeaseChange> Changes, ImmutableArray<Generation> Dropped) Take(
        IEnumerable<LeaseKey> ended, IEnumerable<LeaseChange> extended)
    {
        (_unwritten, _writing) = (_writing, _unwritten);
        foreach (var end in ended)
        {
            _standing[end.Generation].Slots[end.Index] = Ended;
            _writing.Add(end);
        }

        var changes = ImmutableArray.CreateBuilder<LeaseChange>();
        changes.AddRange(extended);
        if (_writing.Count == 0)
            return (changes.DrainToImmutable(), []);
        var touched = new HashSet<Generation>();
        foreach (var end in _writing)
        {
            if (end.Index != WholeRecord)
                _standing[end.Generation].Count--;
            touched.Add(end.Generation);
        }

        var dropped = touched.Where(generation => _standing[generation].Count == 0).Order().ToImmutableArray();
        changes.RemoveAll(change => _standing[change.Generation].Count == 0);
        foreach (var end in _writing)
        {
            if (_standing[end.Generation].Count > 0)
                changes.Add(new LeaseChange(end.Generation, end.Index, Until: null, Ended: true));
        }

        return (changes.DrainToImmutable(), dropped);
    }

    /// <summary>Tells that the changes of <see cref="Take"/> were written.</summary>
    public void Written()
    {
        foreach (var end in _writing)
        {
            if (_standing.TryGetValue(end.Generation, out var record) && record.Count == 0)
                _standing.Remove(end.Generation);
        }

        _writing.Clear();
    }

    /// <summary>Tells that the changes of <see cref="Take"/> were not written. Leases that the turn ended are restored; the others are written later.</summary>
    /// <param name="restored">The leases that the turn ended, each with the slot of its entry.</param>
    public void NotWritten(IEnumerable<(LeaseKey Key, int Slot)> restored)
    {
        foreach (var end in _writing)
        {
            if (end.Index != WholeRecord)
                _standing[end.Generation].Count++;
        }

        foreach (var (end, slot) in restored)
        {
            _standing[end.Generation].Slots[end.Index] = slot;
            _writing.Remove(end);
        }

        _unwritten.AddRange(_writing);
        _writing.Clear();
    }

    private sealed class Standing(QueuedListener listener, int[] slots)
    {
        public QueuedListener Listener { get; set; } = listener;

        public int[] Slots { get; } = slots;

        /// <summary>How many of the leases have not ended.</summary>
        public int Count { get; set; }
    }
}
