using System.Collections.Immutable;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Leases;

/// <summary>
/// In memory: the lease records of the group, those of the turn under way included, and where their entries are. It writes nothing; a new
/// record is written as <see cref="HandOut"/> gives it. A record goes when the last of its entries has ended; before that, the end of one is a
/// change to it.
/// </summary>
internal sealed class LeaseBook
{
    private readonly Dictionary<Generation, Standing> _standing = [];
    private List<LeaseEnd> _owed = [];
    private List<LeaseEnd> _writing = [];

    /// <summary>How many records stand.</summary>
    public int Count => _standing.Count;

    /// <summary>Whether entries ended by time alone, which the store does not know yet.</summary>
    public bool IsOwed => _owed.Count > 0;

    /// <summary>Adds a record.</summary>
    /// <param name="generation">Its generation.</param>
    /// <param name="listener">To whom it leased.</param>
    /// <param name="slots">Its entries; -1 for one that has ended.</param>
    public void Add(Generation generation, QueuedListener listener, int[] slots)
    {
        var standing = slots.Count(slot => slot >= 0);
        _standing.Add(generation, new Standing(listener, slots) { Count = standing });
        if (standing == 0)
            _owed.Add(new LeaseEnd(generation, -1));
    }

    /// <summary>A record that was never committed is forgotten.</summary>
    public void Forget(Generation generation) => _standing.Remove(generation);

    /// <summary>Forgets the records of a listener that was deleted, which went with it.</summary>
    public void Forget(QueuedListener listener)
    {
        foreach (var generation in _standing.Where(pair => pair.Value.Listener == listener).Select(pair => pair.Key).ToArray())
        {
            _standing.Remove(generation);
            _owed.RemoveAll(end => end.Generation == generation);
        }
    }

    /// <summary>A listener was moved: its records are another one's from now on.</summary>
    public void Move(QueuedListener former, QueuedListener listener)
    {
        foreach (var record in _standing.Values.Where(record => record.Listener == former))
            record.Listener = listener;
    }

    /// <summary>An entry of a record is in another slot from now on.</summary>
    public void Move(Generation generation, int index, int slot) => _standing[generation].Slots[index] = slot;

    /// <summary>Where an entry of a record is; -1 when its lease has ended or the record is unknown.</summary>
    public int SlotOf(Generation generation, int index, QueuedListener listener) =>
        _standing.TryGetValue(generation, out var record) && record.Listener == listener && index >= 0 && index < record.Slots.Length
            ? record.Slots[index]
            : -1;

    /// <summary>An entry's lease ended by time: the store is told with the next commit.</summary>
    public void EndByTime(Generation generation, int index)
    {
        if (!_standing.TryGetValue(generation, out var record))
            return;
        record.Slots[index] = -1;
        _owed.Add(new LeaseEnd(generation, index));
    }

    /// <summary>Everything that ended or was extended, to be written.</summary>
    /// <param name="ended">What this turn ended, besides what is owed.</param>
    /// <param name="extended">What this turn extended; what it ended later has ended.</param>
    public (ImmutableArray<LeaseChange> Changes, ImmutableArray<Generation> Dropped) Take(
        IEnumerable<LeaseEnd> ended, IEnumerable<LeaseChange> extended)
    {
        (_owed, _writing) = (_writing, _owed);
        foreach (var end in ended)
        {
            _standing[end.Generation].Slots[end.Index] = -1;
            _writing.Add(end);
        }

        var changes = ImmutableArray.CreateBuilder<LeaseChange>();
        changes.AddRange(extended);
        if (_writing.Count == 0)
            return (changes.DrainToImmutable(), []);
        var touched = new HashSet<Generation>();
        foreach (var end in _writing)
        {
            if (end.Index >= 0)
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

    /// <summary>What <see cref="Take"/> gave has been written.</summary>
    public void Written()
    {
        foreach (var end in _writing)
        {
            if (_standing.TryGetValue(end.Generation, out var record) && record.Count == 0)
                _standing.Remove(end.Generation);
        }

        _writing.Clear();
    }

    /// <summary>What <see cref="Take"/> gave has not been written: what was owed is owed again, what the turn ended stands again.</summary>
    /// <param name="restored">The turn's ends, each with the slot of its entry.</param>
    public void NotWritten(IEnumerable<(LeaseEnd End, int Slot)> restored)
    {
        foreach (var end in _writing)
        {
            if (end.Index >= 0)
                _standing[end.Generation].Count++;
        }

        foreach (var (end, slot) in restored)
        {
            _standing[end.Generation].Slots[end.Index] = slot;
            _writing.Remove(end);
        }

        _owed.AddRange(_writing);
        _writing.Clear();
    }

    private sealed class Standing(QueuedListener listener, int[] slots)
    {
        public QueuedListener Listener { get; set; } = listener;

        public int[] Slots { get; } = slots;

        public int Count { get; set; }
    }
}
