using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>
/// One import: takes line after line, and commits them in large groups, several of which are on their way to the disk at once. A group waits for
/// those to whose objects it refers. Its members are called one at a time.
/// </summary>
public sealed class ImportRun
{
    private readonly ImportLineReader _reader;
    private readonly ImportCommits _commits;
    private readonly ImportPlace _place;
    private readonly ImportOptions _options;
    private readonly ImportRequest _request;
    private readonly CancellationToken _cancellation;
    private readonly ImportWindow _window;
    private readonly ImportCounts _counts;
    private readonly List<ImportLine> _fresh = [];
    private readonly Queue<CommitUnderWay> _underWay = [];
    private readonly HashSet<ObjectKey> _written = [];
    private readonly Queue<ImmutableArray<ImportLine>> _groups = [];
    private long _read;
    private int _bytes;

    internal ImportRun(
        ImportLineReader reader,
        ImportCommits commits,
        ImportPlace place,
        ImportRequest request,
        Action<ImportProblem> tell,
        CancellationToken cancellation)
    {
        _reader = reader;
        _commits = commits;
        _place = place;
        _options = place.Options;
        _request = request;
        _cancellation = cancellation;
        _window = new ImportWindow(_options);
        _counts = new ImportCounts(tell);
    }

    /// <summary>What became of the lines so far.</summary>
    public ImportTotals Totals => new()
    {
        Read = _read,
        Done = Math.Max(_request.After, FirstUndecided() - 1 ?? _read),
        Created = _counts.Created,
        Changed = _counts.Changed,
        Unchanged = _counts.Unchanged,
        Failed = _counts.Failed,
        AfterTriggerFailures = _counts.AfterTriggerFailures,
    };

    /// <summary>Why the import ends before its last line; null while it goes on.</summary>
    public Refusal? Ended => _request.StopsOnError && _counts.Failed > 0
        ? new Refusal(RefusalCode.InvalidInput, "A line was refused, and the import was asked to end then. Lines before it may be done.")
        : _place.IsFull
            ? new Refusal(
                RefusalCode.InvalidInput,
                $"A dry run keeps what it would write in memory, up to {_options.DryRunBytes} bytes (Import:DryRunBytes). The lines up to here were checked; "
                + "split the file to check the others.")
            : null;

    /// <summary>Takes the next line.</summary>
    /// <param name="json">The line, in UTF-8, without its end. An empty one is skipped, and counts. The bytes are used only during the call.</param>
    public ValueTask AddAsync(ReadOnlyMemory<byte> json)
    {
        _read++;
        if (_read <= _request.After || json.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
            return default;
        var line = _reader.Read(json, _read, _place.Store.Now);
        if (!line.Succeeded)
        {
            _counts.Refuse(_read, line.Refusal);
            return default;
        }
        if (_window.Add(line.Value) is { } repeated)
        {
            _counts.Refuse(_read, repeated);
            return default;
        }
        _fresh.Add(line.Value);
        _bytes += line.Value.Bytes;
        return _fresh.Count >= _options.CommitObjects || _bytes >= _options.CommitBytes ? StepAsync() : default;
    }

    /// <summary>Refuses the next line unread.</summary>
    /// <param name="refusal">What is wrong with it.</param>
    public void Refuse(Refusal refusal)
    {
        if (++_read > _request.After)
            _counts.Refuse(_read, refusal);
    }

    /// <summary>Commits what can be committed of the lines so far. It is called when no line comes for a while.</summary>
    public ValueTask StepAsync() => StepAsync(isLast: false);

    /// <summary>Commits the rest, and waits until everything is durable. Lines that refer to missing objects are refused now.</summary>
    public async ValueTask FinishAsync()
    {
        await StepAsync(isLast: true);
        await SettleAsync();
    }

    /// <summary>
    /// Ends the import before its last line: commits what can be committed of the lines so far, unless one of them is refused, and waits for that.
    /// </summary>
    public async ValueTask EndAsync()
    {
        if (!_place.IsFull && _groups.Count == 0)
            await StepAsync();
        await SettleAsync();
    }

    private async ValueTask SettleAsync()
    {
        while (_underWay.Count > 0)
            await SettleFirstAsync();
    }

    private async ValueTask StepAsync(bool isLast)
    {
        var reads = _place.Remembered.Begin(fresh: false, _cancellation);
        await reads.ReadAsync(_fresh.Select(line => line.Object));
        await reads.RecallAsync(_window.Targets().Where(target => !_written.Contains(target)));
        _fresh.Clear();
        _bytes = 0;
        var groups = _window.Take(key => _written.Contains(key) || reads.Row(key) is { Operation: not MutationKind.Delete }, isLast);
        foreach (var group in groups)
            _groups.Enqueue(group);
        var failed = _counts.Failed;
        // A group stays here until its commit is under way: until then its lines are not decided.
        while (_groups.TryPeek(out var next) && !(_request.StopsOnError && _counts.Failed > failed))
        {
            await CommitAsync(next, key => reads.Knows(key) && reads.Row(key) is null);
            _groups.Dequeue();
        }
    }

    private async ValueTask CommitAsync(ImmutableArray<ImportLine> lines, Func<ObjectKey, bool> absent)
    {
        while (_underWay.Count >= _options.CommitsUnderWay || (_underWay.Count > 0 && Relies(lines)))
            await SettleFirstAsync();
        var commit = await _commits.BeginAsync(lines, absent, _request, _counts, _cancellation);
        if (commit.Lines.IsEmpty)
            return;
        _underWay.Enqueue(commit);
        foreach (var line in commit.Lines)
            _written.Add(line.Object);
    }

    /// <summary>Whether lines are of objects that are being written, or refer to some.</summary>
    private bool Relies(ImmutableArray<ImportLine> lines)
    {
        foreach (var line in lines)
        {
            if (_written.Contains(line.Object))
                return true;
            foreach (var target in line.Targets)
            {
                if (_written.Contains(target))
                    return true;
            }
        }
        return false;
    }

    private async ValueTask SettleFirstAsync()
    {
        var commit = _underWay.Peek();
        await _commits.FinishAsync(commit, _request, _counts, _cancellation);
        _underWay.Dequeue();
        foreach (var line in commit.Lines)
            _written.Remove(line.Object);
    }

    /// <summary>The first line of which it is not decided yet what becomes of it; null when there is none.</summary>
    private long? FirstUndecided()
    {
        // A line that ends the import is to be mended, so it is not done.
        var first = _request.StopsOnError && _counts.FirstFailed is { } failed && !(_window.First < failed) ? failed : _window.First;
        foreach (var line in _underWay.Select(commit => commit.Lines).Concat(_groups).SelectMany(lines => lines))
            first = first is { } known && known < line.Number ? known : line.Number;
        return first;
    }
}
