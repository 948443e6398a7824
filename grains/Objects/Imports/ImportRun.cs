using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>
/// One import: takes line after line, and commits them in large groups, several of which are on their way to the disk at once. A group waits for
/// those to whose objects it refers. Its members are called one at a time.
/// </summary>
public sealed class ImportRun
{
    private readonly ImportLineReader _reader;
    private readonly ImportCommits _commits;
    private readonly IStore _store;
    private readonly RememberedObjects _remembered;
    private readonly ImportOptions _options;
    private readonly ImportRequest _request;
    private readonly CancellationToken _cancellation;
    private readonly ImportWindow _window;
    private readonly ImportCounts _counts;
    private readonly List<ImportLine> _fresh = [];
    private readonly Queue<CommitUnderWay> _underWay = [];
    private readonly HashSet<ObjectKey> _written = [];
    private long _read;
    private int _bytes;

    internal ImportRun(
        ObjectImport services, ImportRequest request, Action<ImportProblem> tell, CancellationToken cancellation)
    {
        _reader = services.NewReader();
        _commits = services.Commits;
        _store = services.Store;
        _remembered = services.Remembered;
        _options = services.Options;
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

    /// <summary>Whether the import goes on: it ends at the first refused line where the caller asked for that.</summary>
    public bool GoesOn => !_request.StopsOnError || _counts.Failed == 0;

    /// <summary>Takes the next line.</summary>
    /// <param name="json">The line, in UTF-8, without its end. An empty one is skipped, and counts. The bytes are used only during the call.</param>
    public ValueTask AddAsync(ReadOnlyMemory<byte> json)
    {
        _read++;
        if (_read <= _request.After || json.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
            return default;
        var line = _reader.Read(json, _read, _store.Now);
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

    /// <summary>Waits for the commits that are under way. Other lines are not imported.</summary>
    public async ValueTask SettleAsync()
    {
        while (_underWay.Count > 0)
            await SettleFirstAsync();
    }

    private async ValueTask StepAsync(bool isLast)
    {
        var reads = _remembered.Begin(fresh: false, _cancellation);
        await reads.ReadAsync(_fresh.Select(line => line.Object));
        await reads.RecallAsync(_window.Targets().Where(target => !_written.Contains(target)));
        _fresh.Clear();
        _bytes = 0;
        var groups = _window.Take(key => _written.Contains(key) || reads.Row(key) is { Operation: not MutationKind.Delete }, isLast);
        foreach (var group in groups)
            await CommitAsync(group, key => reads.Knows(key) && reads.Row(key) is null);
    }

    private async ValueTask CommitAsync(ImmutableArray<ImportLine> lines, Func<ObjectKey, bool> absent)
    {
        while (_underWay.Count >= _options.CommitsUnderWay || (_underWay.Count > 0 && Relies(lines)))
            await SettleFirstAsync();
        if (!GoesOn)
            return;
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
        var first = _window.First;
        foreach (var commit in _underWay)
        {
            foreach (var line in commit.Lines)
                first = first is { } known && known < line.Number ? known : line.Number;
        }
        return first;
    }
}
