using Microsoft.Extensions.Logging;
using MoCluster.Stores.Journal.Files;
using MoCluster.Stores.Journal.Log;
using MoCluster.Stores.Journal.Snapshots;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal.Recovery;

/// <summary>
/// Finds the state again: the newest snapshot, then the frames after it. A last frame that is not whole and was never confirmed is what a
/// crash leaves, and is cut; anything else that is not as it was written stops the start and says where.
/// </summary>
internal sealed class JournalRecovery
{
    private readonly IJournalFiles _files;
    private readonly JournalOptions _options;
    private readonly Guid _incarnation;
    private readonly ILogger _log;
    private readonly SegmentReplay _replay;
    private readonly long _confirmed;
    private readonly List<LogSegment> _segments = [];
    private StoreState _state = StoreState.Empty;
    private List<LogSegment> _known = [];
    private long _snapshot;
    private long _snapshotBytes;

    private JournalRecovery(IJournalFiles files, JournalOptions options, Guid incarnation, ILogger log)
    {
        (_files, _options, _incarnation, _log) = (files, options, incarnation, log);
        _confirmed = ConfirmedMark.Read(files, options.Directory, SegmentHeader.Seed(incarnation));
        _replay = new SegmentReplay(files, incarnation, _confirmed, log);
    }

    /// <summary>Finds the state of a directory that is locked.</summary>
    /// <exception cref="JournalDamagedException">Something is not as it was written.</exception>
    public static RecoveredJournal Recover(IJournalFiles files, JournalOptions options, Guid incarnation, ILogger log) =>
        new JournalRecovery(files, options, incarnation, log).Recover();

    private RecoveredJournal Recover()
    {
        var names = _files.List(_options.Directory);
        ReadSnapshot(names);
        var firsts = names.Select(LogSegment.Parse).OfType<long>().Order().ToList();
        KeepKnown(firsts);
        ReplayRest([.. firsts.Where(first => first > _snapshot)]);
        CheckKnown(firsts);
        DeleteLeftovers(names, firsts);
        var since = _segments.SkipLast(1).Where(segment => segment.First > _snapshot).Sum(segment => segment.Length);
        return new RecoveredJournal(_state, _segments, _snapshot, _snapshotBytes, since);
    }

    private void ReadSnapshot(IReadOnlyList<string> names)
    {
        _snapshot = names.Select(SnapshotFile.Parse).OfType<long>().DefaultIfEmpty(0).Max();
        if (_snapshot > 0)
            (_state, _known, _snapshotBytes) = SnapshotReader.Read(_files, _options.Directory, _incarnation, _snapshot);
    }

    /// <summary>The segments before the snapshot are kept for their events alone; the snapshot holds their indexes.</summary>
    private void KeepKnown(List<long> firsts)
    {
        foreach (var segment in _known.Where(segment => firsts.Contains(segment.First)))
        {
            if (_options.VerifySegments)
                _replay.Verify(segment);
            _segments.Add(segment);
        }
    }

    private void DeleteLeftovers(IReadOnlyList<string> names, List<long> firsts)
    {
        var leftovers = names.Where(name => name.EndsWith(SnapshotFile.Unfinished, StringComparison.Ordinal))
            .Concat(names.Where(name => SnapshotFile.Parse(name) is { } ordinal && ordinal < _snapshot))
            .Concat(firsts.Where(first => first <= _snapshot && _known.All(segment => segment.First != first)).Select(LogSegment.NameOf));
        foreach (var path in leftovers.Select(name => Path.Combine(_options.Directory, name)))
        {
            _files.Delete(path);
            StoreLog.Deleted(_log, path);
        }
    }

    private void ReplayRest(List<long> firsts)
    {
        var next = _snapshot + 1;
        for (var i = 0; i < firsts.Count; i++)
        {
            if (firsts[i] != next)
                throw Missing(next);
            var segment = new LogSegment(Path.Combine(_options.Directory, LogSegment.NameOf(next)), next);
            if (!_replay.Replay(segment, isLast: i == firsts.Count - 1, ref _state))
                break;
            _segments.Add(segment);
            next = segment.Last + 1;
        }

        if (next <= _confirmed)
        {
            var (path, end) = _segments.Count > 0
                ? (_segments[^1].Path, _segments[^1].Length)
                : (Path.Combine(_options.Directory, LogSegment.NameOf(next)), 0);
            throw new JournalDamagedException(path, end, $"the log ends before frame {next}, and was confirmed up to frame {_confirmed}");
        }

        if (_segments.Count == 0 || _segments[^1].First <= _snapshot)
            Begin(next, firsts.Count);
    }

    /// <summary>A segment to grow: the first one, or that which a crash kept from being made.</summary>
    private void Begin(long first, int found)
    {
        // A snapshot is taken only when the segment after it is there.
        if (_snapshot > 0 && found == 0)
            throw Missing(first);
        _segments.Add(LogAppender.Create(_files, _options.Directory, _incarnation, first));
    }

    /// <summary>A segment of the snapshot may be gone only when all its events were let go of since.</summary>
    private void CheckKnown(List<long> firsts)
    {
        foreach (var segment in _known.Where(segment => !firsts.Contains(segment.First)))
        {
            if (segment.Streams.Any(stream => stream.Value.Last >= _state.EndsOf(stream.Key).First))
                throw Missing(segment.First);
        }
    }

    private JournalDamagedException Missing(long first) =>
        new(Path.Combine(_options.Directory, LogSegment.NameOf(first)), 0, "this segment is missing");
}
