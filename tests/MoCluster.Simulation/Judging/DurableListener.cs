using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Simulation.Judging;

/// <summary>
/// A listener according to the commits so far: what is open, parked, silenced, delayed and leased. An activation may know less, because it
/// has read less, but nothing else.
/// </summary>
/// <param name="definition">Its declaration.</param>
/// <param name="log">The events of its stream so far, in order.</param>
internal sealed class DurableListener(ListenerDefinition definition, List<EventRecord> log)
{
    private readonly Dictionary<string, SortedSet<long>> _open = [];
    private readonly HashSet<long> _supersedable = [];
    private readonly Dictionary<long, SettledBitmap> _bitmaps = [];

    // Each priority lane may be read by itself.
    private readonly long[] _read = new long[PriorityLanes.Count];

    /// <summary>Its declaration.</summary>
    public ListenerDefinition Definition { get; set; } = definition;

    /// <summary>The current position.</summary>
    public long Position { get; private set; } = 1;

    /// <summary>The number up to which everything is settled, except what is in rows.</summary>
    public long Frontier { get; private set; } = log.Count;

    /// <summary>The rows by subject.</summary>
    public Dictionary<string, EntryRow> Rows { get; } = [];

    /// <summary>The leases by subject.</summary>
    public Dictionary<string, DurableLease> Leases { get; } = [];

    /// <summary>Whether the current activation surely has read a number of the log.</summary>
    public bool IsRead(long number) => number <= _read[(int)PriorityLanes.Of(Event(number).Priority)];

    /// <summary>Numbers that the current activation knows without having read the log that far.</summary>
    public HashSet<long> Named { get; } = [];

    /// <summary>When a subject was last written.</summary>
    public Dictionary<string, long> Touched { get; } = [];

    /// <summary>Every row ever written, by subject; a deletion is a null.</summary>
    public Dictionary<string, List<(long Moment, EntryRow? Row)>> Written { get; } = [];

    /// <summary>The moves: when, and from which number on.</summary>
    public List<(long Moment, long First)> Moves { get; } = [];

    /// <summary>When it was last moved; 0 for never.</summary>
    public long MovedAt => Moves.Count == 0 ? 0 : Moves[^1].Moment;

    /// <summary>Every lease ever given or extended, by subject.</summary>
    public Dictionary<string, List<LeasedEntry>> Given { get; } = [];

    /// <summary>The subjects with open numbers, and the numbers.</summary>
    public IReadOnlyDictionary<string, SortedSet<long>> Open => _open;

    /// <summary>The open numbers of a subject.</summary>
    public SortedSet<long> OpenOf(string subject) => _open.GetValueOrDefault(subject) ?? s_none;

    /// <summary>The keys of a subject's open events.</summary>
    public IEnumerable<string> KeysOf(string subject) => OpenOf(subject).Select(number => Event(number).Key);

    /// <summary>An event by its number.</summary>
    public EventRecord Event(long number) => log[(int)number - 1];

    /// <summary>The number of the last event.</summary>
    public long Head => log.Count;

    /// <summary>Whether an event targets this listener.</summary>
    public bool IsFor(EventTarget? target) =>
        target is null || target.Uuid == (target.Kind == EventTargetKind.Owner ? Definition.Owner : Definition.Uuid);

    /// <summary>Whether an open number can have been superseded: one came before it, one after it, and one had no worse priority.</summary>
    public bool IsSupersedable(long number) => _supersedable.Contains(number);

    /// <summary>Whether a subject's entry is silenced.</summary>
    public bool IsSilenced(string subject) => Rows.GetValueOrDefault(subject) is { Silenced: true };

    /// <summary>Takes an event that was appended to its stream.</summary>
    public void Append(EventRecord record)
    {
        if (!IsFor(record.Target))
            return;
        if (!_open.TryGetValue(record.Subject, out var numbers))
            _open.Add(record.Subject, numbers = []);
        numbers.Add(record.Number);
        NoteSuperseded(numbers);
    }

    /// <summary>Ends its suspension: trimmed events are no longer owed, except what is in rows.</summary>
    /// <param name="first">The first number that is kept.</param>
    /// <param name="moment">When.</param>
    public void LetGo(long first, long moment)
    {
        foreach (var (subject, numbers) in _open.ToArray())
        {
            var row = Rows.GetValueOrDefault(subject);
            if (numbers.RemoveWhere(number => number < first && row?.Events.Any(record => record.Number == number) != true) > 0)
                Touched[subject] = moment;
            if (numbers.Count == 0)
                _open.Remove(subject);
        }
    }

    /// <summary>Another activation has taken over the group.</summary>
    public void BeginEpoch()
    {
        _read.AsSpan().Fill(Frontier);
        Named.Clear();
        Named.UnionWith(Rows.Values.SelectMany(row => row.Events).Select(record => record.Number));
        Named.UnionWith(Leases.Values.SelectMany(lease => lease.Entry.Numbers));
    }

    /// <summary>The current activation shows that it has read its lane up to a number.</summary>
    public void HasRead(long number)
    {
        ref var read = ref _read[(int)PriorityLanes.Of(Event(number).Priority)];
        read = Math.Max(read, number);
    }

    /// <summary>The open numbers that a progress settles, in no order.</summary>
    public IEnumerable<long> SettledBy(ListenerProgress progress)
    {
        if (progress.Frontier == Frontier && progress.Bitmaps.IsEmpty && progress.Rows.IsEmpty && progress.RowsDropped.IsEmpty)
            yield break;
        foreach (var (subject, numbers) in _open)
        {
            var row = progress.Rows.FirstOrDefault(written => written.Subject == subject)
                ?? (progress.RowsDropped.Contains(subject) ? null : Rows.GetValueOrDefault(subject));
            foreach (var number in numbers)
            {
                var stands = row is not null && row.Events.Any(record => record.Number == number);
                if (!stands && (number <= progress.Frontier || IsSet(progress, number)))
                    yield return number;
            }
        }
    }

    /// <summary>Applies a progress.</summary>
    public void Apply(ListenerProgress progress, long moment)
    {
        if (progress.NewPosition is { } position)
        {
            foreach (var subject in _open.Keys.Concat(Rows.Keys))
                Touched[subject] = moment;
            Position = position;
            Moves.Add((moment, progress.Frontier + 1));
            Rows.Clear();
            _open.Clear();
            _supersedable.Clear();
            _bitmaps.Clear();
            Named.Clear();
            Frontier = progress.Frontier;
            _read.AsSpan().Fill(Frontier);
            foreach (var record in log.Skip((int)progress.Frontier))
                Append(record);
            return;
        }

        var settled = SettledBy(progress).ToArray();
        foreach (var row in progress.Rows)
        {
            Rows[row.Subject] = row;
            Write(row.Subject, moment, row);
        }

        foreach (var subject in progress.RowsDropped)
        {
            if (Rows.Remove(subject))
                Write(subject, moment, null);
        }

        foreach (var bitmap in progress.Bitmaps)
            _bitmaps[bitmap.Index] = bitmap;
        foreach (var number in settled)
        {
            var subject = Event(number).Subject;
            Touched[subject] = moment;
            _open[subject].Remove(number);
            if (_open[subject].Count == 0)
                _open.Remove(subject);
        }

        Frontier = progress.Frontier;
        foreach (ref var read in _read.AsSpan())
            read = Math.Max(read, Frontier);
    }

    private static readonly SortedSet<long> s_none = [];

    private bool IsSet(ListenerProgress progress, long number)
    {
        var (index, bit) = ((number - 1) / StoreLimits.BitmapSize, (int)((number - 1) % StoreLimits.BitmapSize));
        var bitmap = progress.Bitmaps.FirstOrDefault(bitmap => bitmap.Index == index) ?? _bitmaps.GetValueOrDefault(index);
        return bitmap is not null && (bitmap.Bits[bit / 64] & (1UL << (bit % 64))) != 0;
    }

    private void Write(string subject, long moment, EntryRow? row)
    {
        Touched[subject] = moment;
        if (!Written.TryGetValue(subject, out var written))
            Written.Add(subject, written = []);
        written.Add((moment, row));
    }

    private void NoteSuperseded(SortedSet<long> numbers)
    {
        if (numbers.Count < 3)
            return;
        var lowest = numbers.Min(number => Event(number).Priority);
        var hasOne = numbers.Count(number => Event(number).Priority == lowest) == 1;
        foreach (var number in numbers.Skip(1).SkipLast(1))
        {
            if (!hasOne || Event(number).Priority > lowest)
                _supersedable.Add(number);
        }
    }
}
