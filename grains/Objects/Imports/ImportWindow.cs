using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>
/// Holds the lines of an import that are not committed yet, and says which can be: those whose references all lead to objects that exist, or to
/// lines that can be committed before them or together with them. It reads nothing; the caller says which objects exist.
/// </summary>
/// <param name="options">How much may wait, and how much is committed together.</param>
internal sealed class ImportWindow(ImportOptions options)
{
    private readonly SortedDictionary<long, ImportLine> _lines = [];
    private readonly Dictionary<ObjectKey, ImportLine> _byObject = [];

    /// <summary>How many lines wait.</summary>
    public int Count => _lines.Count;

    /// <summary>The number of the first line that waits; null when none does.</summary>
    public long? First => _lines.Count == 0 ? null : _lines.Keys.First();

    /// <summary>The line of an object that waits; null when none does.</summary>
    /// <param name="key">The object.</param>
    public ImportLine? Find(ObjectKey key) => _byObject.GetValueOrDefault(key);

    /// <summary>The objects to which lines refer and that are not in the window. Some may come more than once.</summary>
    public IEnumerable<ObjectKey> Targets() => _lines.Values.SelectMany(line => line.Targets).Where(target => !_byObject.ContainsKey(target));

    /// <summary>Puts a line into the window.</summary>
    /// <param name="line">The line. Its number is above those before it.</param>
    /// <returns>The refusal of a second line of an object while the first one waits; null when the line was put.</returns>
    public Refusal? Add(ImportLine line)
    {
        if (!_byObject.TryAdd(line.Object, line))
        {
            return new Refusal(
                ObjectCode.InvalidInput, $"The {line.Object.Type} '{line.Object.Uuid:D}' is in line {_byObject[line.Object].Number} too; a line has all of an object.",
                "uuid");
        }
        _lines.Add(line.Number, line);
        return null;
    }

    /// <summary>
    /// Takes the lines that can be committed, in groups: a group is one commit, and comes after the groups to whose objects it refers. Where too much
    /// waits, or nothing more comes, lines are taken although objects to which they refer are missing, the first lines first.
    /// </summary>
    /// <param name="exists">Whether an object exists that is not in the window.</param>
    /// <param name="isLast">Whether no further lines come.</param>
    public ImmutableArray<ImmutableArray<ImportLine>> Take(Func<ObjectKey, bool> exists, bool isLast)
    {
        var waiting = isLast ? [] : FindWaiting(exists);
        Overflow(waiting);
        var taken = _lines.Values.Where(line => !waiting.Contains(line.Object)).ToList();
        var groups = Pack(new ReferenceCircles(taken).InOrder());
        foreach (var line in taken)
        {
            _lines.Remove(line.Number);
            _byObject.Remove(line.Object);
        }
        return groups;
    }

    /// <summary>The objects whose lines must wait: those that refer to a missing object, and those that refer to one that must wait.</summary>
    private HashSet<ObjectKey> FindWaiting(Func<ObjectKey, bool> exists)
    {
        var waiting = new HashSet<ObjectKey>();
        var next = new Queue<ObjectKey>();
        Dictionary<ObjectKey, List<ObjectKey>>? referrers = null;
        foreach (var line in _lines.Values)
        {
            if (line.Targets.Any(target => !_byObject.ContainsKey(target) && !exists(target)) && waiting.Add(line.Object))
                next.Enqueue(line.Object);
        }
        while (next.TryDequeue(out var key))
        {
            referrers ??= FindReferrers();
            foreach (var source in referrers.GetValueOrDefault(key, []))
            {
                if (waiting.Add(source))
                    next.Enqueue(source);
            }
        }
        return waiting;
    }

    private Dictionary<ObjectKey, List<ObjectKey>> FindReferrers()
    {
        var referrers = new Dictionary<ObjectKey, List<ObjectKey>>();
        foreach (var line in _lines.Values)
        {
            foreach (var target in line.Targets.Where(_byObject.ContainsKey))
            {
                if (!referrers.TryGetValue(target, out var sources))
                    referrers.Add(target, sources = []);
                sources.Add(line.Object);
            }
        }
        return referrers;
    }

    /// <summary>Lets lines wait no longer where too many do.</summary>
    private void Overflow(HashSet<ObjectKey> waiting)
    {
        var bytes = waiting.Count == 0 ? 0 : waiting.Sum(key => (long)_byObject[key].Bytes);
        foreach (var line in _lines.Values)
        {
            if (waiting.Count <= options.WindowLines && bytes <= options.WindowBytes)
                return;
            if (waiting.Remove(line.Object))
                bytes -= line.Bytes;
        }
    }

    private ImmutableArray<ImmutableArray<ImportLine>> Pack(IEnumerable<ImmutableArray<ImportLine>> circles)
    {
        var groups = ImmutableArray.CreateBuilder<ImmutableArray<ImportLine>>();
        var group = ImmutableArray.CreateBuilder<ImportLine>();
        var bytes = 0L;
        foreach (var circle in circles)
        {
            var more = circle.Sum(line => (long)line.Bytes);
            if (group.Count > 0 && (group.Count + circle.Length > options.CommitObjects || bytes + more > options.CommitBytes))
                Close();
            group.AddRange(circle);
            bytes += more;
        }
        if (group.Count > 0)
            Close();
        return groups.ToImmutable();

        void Close()
        {
            // A circle may be larger than any commit can be. Its parts then miss each other, and are refused for that.
            for (var at = 0; at < group.Count; at += Storage.StoreLimits.MaxEvents)
                groups.Add([.. group.Skip(at).Take(Storage.StoreLimits.MaxEvents)]);
            group.Clear();
            bytes = 0;
        }
    }
}
