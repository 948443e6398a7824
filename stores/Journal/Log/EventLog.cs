using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.Journal.Files;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal.Log;

/// <summary>The segments of the log and what is known of the events in them. One writer, any number of readers.</summary>
/// <param name="files">The file system.</param>
/// <param name="seed">What frames are mixed with.</param>
/// <param name="segments">The segments that were found, ascending; the last one grows.</param>
internal sealed class EventLog(IJournalFiles files, uint seed, IEnumerable<LogSegment> segments)
{
    private readonly Lock _gate = new();
    private readonly List<LogSegment> _segments = [.. segments];

    /// <summary>The segment that grows.</summary>
    public LogSegment Active
    {
        get
        {
            lock (_gate)
                return _segments[^1];
        }
    }

    /// <summary>The segments that do not change any more.</summary>
    public ImmutableArray<LogSegment> Sealed
    {
        get
        {
            lock (_gate)
                return [.. _segments.Take(_segments.Count - 1)];
        }
    }

    /// <summary>Notes a frame that is on the disk.</summary>
    public void Note(long offset, Frame frame, IEnumerable<(Assignment Assignment, ImmutableArray<AppendedEvent> Events)> commits)
    {
        lock (_gate)
        {
            var segment = _segments[^1];
            foreach (var (assignment, events) in commits)
            {
                foreach (var run in assignment.Streams)
                    segment.Note(run, LaneSets.Of(run, events), offset);
            }

            segment.Last = frame.Ordinal;
            segment.Length = offset + frame.Length;
        }
    }

    /// <summary>Begins to use a new segment.</summary>
    public void Add(LogSegment segment)
    {
        lock (_gate)
            _segments.Add(segment);
    }

    /// <summary>Takes out the segments that nobody needs: covered by a snapshot, and all their events let go of.</summary>
    /// <param name="state">The present state.</param>
    /// <param name="snapshot">The ordinal of the last frame that a snapshot covers.</param>
    public ImmutableArray<LogSegment> TakeUnneeded(StoreState state, long snapshot)
    {
        lock (_gate)
        {
            var unneeded = _segments
                .Take(_segments.Count - 1)
                .Where(segment => segment.Last <= snapshot)
                .Where(segment => segment.Streams.All(stream => stream.Value.Last < state.EndsOf(stream.Key).First))
                .ToImmutableArray();
            foreach (var segment in unneeded)
                _segments.Remove(segment);
            return unneeded;
        }
    }

    /// <summary>Where to begin to read so as to find the first event of a stream that is not older than an instant.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="before">The instant.</param>
    /// <returns>The number of an event before which all are older; 0 when nothing is known to be.</returns>
    public long FloorOf(StreamKey stream, DateTimeOffset before)
    {
        lock (_gate)
        {
            var number = 0L;
            foreach (var segment in _segments)
            {
                if (!segment.Streams.TryGetValue(stream, out var index))
                    continue;
                foreach (var entry in index.Entries)
                {
                    if (entry.Time >= before)
                        return number;
                    number = entry.Number;
                }
            }

            return number;
        }
    }

    /// <summary>Reads a range of a stream from the files.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="first">The first number.</param>
    /// <param name="last">The last number, which was committed.</param>
    /// <param name="cancellation">Ends the read between two frames.</param>
    /// <exception cref="FileNotFoundException">A segment was let go of meanwhile.</exception>
    /// <exception cref="JournalDamagedException">A frame is not what was written.</exception>
    public ImmutableArray<EventRecord> Read(StreamKey stream, long first, long last, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<EventRecord>();
        foreach (var part in Locate(stream, first, last))
        {
            using var file = files.OpenRead(part.Path);
            using var reader = new FrameReader(file, seed);
            for (var offset = part.Begin; offset < part.End;)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!reader.TryRead(offset, part.End, out var frame, out var payload))
                    throw new JournalDamagedException(part.Path, offset, "a frame that was whole once is not what was written");
                LogRecords.ReadEvents(payload, stream, first, last, found);
                if (found.Count > 0 && found[^1].Number >= part.Last)
                    break;
                offset += frame.Length;
            }
        }

        return found.DrainToImmutable();
    }

    /// <summary>Reads the events of one lane within a range of a stream from the files, passing over the parts that hold none.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="first">The first number.</param>
    /// <param name="last">The last number, which was committed.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Ends the read between two frames.</param>
    /// <exception cref="FileNotFoundException">A segment was let go of meanwhile.</exception>
    /// <exception cref="JournalDamagedException">A frame is not what was written.</exception>
    public ImmutableArray<EventRecord> ReadLane(
        StreamKey stream, PriorityLane lane, long first, long last, int limit, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<EventRecord>();
        foreach (var (path, parts) in LocateLane(stream, lane, first, last))
        {
            using var file = files.OpenRead(path);
            using var reader = new FrameReader(file, seed);
            foreach (var (begin, end) in parts)
            {
                for (var offset = begin; offset < end;)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (!reader.TryRead(offset, end, out var frame, out var payload))
                        throw new JournalDamagedException(path, offset, "a frame that was whole once is not what was written");
                    LogRecords.ReadEvents(payload, stream, first, last, found, lane);
                    if (found.Count >= limit)
                        return [.. found.Take(limit)];
                    offset += frame.Length;
                }
            }
        }

        return found.DrainToImmutable();
    }

    private List<(string Path, List<(long Begin, long End)> Parts)> LocateLane(StreamKey stream, PriorityLane lane, long first, long last)
    {
        var located = new List<(string, List<(long, long)>)>();
        lock (_gate)
        {
            foreach (var segment in _segments)
            {
                if (!segment.Streams.TryGetValue(stream, out var index) || index.Last < first || index.First > last)
                    continue;
                if (index.Parts(lane, first, last, segment.Length).ToList() is { Count: > 0 } parts)
                    located.Add((segment.Path, parts));
            }
        }

        return located;
    }

    private List<(string Path, long Begin, long End, long Last)> Locate(StreamKey stream, long first, long last)
    {
        var parts = new List<(string, long, long, long)>();
        lock (_gate)
        {
            foreach (var segment in _segments)
            {
                if (segment.Streams.TryGetValue(stream, out var index) && index.Last >= first && index.First <= last)
                    parts.Add((segment.Path, index.Floor(first).Offset, segment.Length, Math.Min(last, index.Last)));
            }
        }

        return parts;
    }
}
