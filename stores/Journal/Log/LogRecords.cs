using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.Journal.Codec;
using MoCluster.Stores.Memory.Applying;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal.Log;

/// <summary>
/// The records of a log frame: commits that became true, and trims. Each says its length, so that a reader passes over those that
/// do not concern it.
/// </summary>
internal static class LogRecords
{
    private const byte CommitRecord = 1;
    private const byte TrimRecord = 2;
    private const byte TracedCommitRecord = 3;

    /// <summary>Writes a commit with what it was given.</summary>
    /// <param name="writer">The frame.</param>
    /// <param name="assignment">What it was given.</param>
    /// <param name="body">The commit as <see cref="CommitCodec"/> wrote it.</param>
    /// <param name="traced">Whether it has <see cref="CommitCodec.HasTraceParents"/>.</param>
    public static void WriteCommit(ByteWriter writer, Assignment assignment, ReadOnlySpan<byte> body, bool traced)
    {
        writer.Byte(traced ? TracedCommitRecord : CommitRecord);
        AssignmentCodec.Write(writer, assignment);
        writer.Bytes(body);
    }

    /// <summary>Writes a trim.</summary>
    public static void WriteTrim(ByteWriter writer, LogTrim trim)
    {
        writer.Byte(TrimRecord);
        writer.Instant(trim.Now);
        ValueCodec.WriteList(writer, trim.Firsts, static (to, first) =>
        {
            ValueCodec.Write(to, first.Key);
            to.Number(first.Value);
        });
    }

    /// <summary>Applies all records of a frame.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="segment">The segment, whose index learns of the events; null where it knows them.</param>
    /// <param name="offset">Where in it the frame begins.</param>
    /// <param name="payload">The frame's payload.</param>
    /// <exception cref="InvalidDataException">The bytes mean nothing.</exception>
    public static StoreState Replay(StoreState state, LogSegment segment, long offset, ReadOnlySpan<byte> payload)
    {
        var reader = Open(payload);
        while (reader.More)
        {
            if (reader.Byte() is var kind && kind == TrimRecord)
            {
                state = ReadTrim(ref reader).Apply(state);
                continue;
            }

            Expect(kind);
            var assignment = AssignmentCodec.Read(ref reader);
            var body = new ByteReader(reader.Raw(reader.Count()));
            NoteEvents(segment, offset, body, assignment);
            state = CommitApplication.Apply(state, CommitCodec.ReadForState(ref body, assignment), assignment);
        }

        return state;
    }

    /// <summary>Collects a frame's events of one stream, and of one lane when one is named, within a range of numbers.</summary>
    /// <exception cref="InvalidDataException">The bytes mean nothing.</exception>
    public static void ReadEvents(
        ReadOnlySpan<byte> payload,
        StreamKey stream,
        long first,
        long last,
        ImmutableArray<EventRecord>.Builder found,
        PriorityLane? lane = null)
    {
        var reader = Open(payload);
        while (reader.More)
        {
            if (reader.Byte() is var kind && kind == TrimRecord)
            {
                ReadTrim(ref reader);
                continue;
            }

            Expect(kind);
            var runs = AssignmentCodec.Read(ref reader).Streams;
            var body = new ByteReader(reader.Raw(reader.Count()));
            for (var i = 0; i < runs.Length; i++)
            {
                if (runs[i].Stream != stream || runs[i].First > last || runs[i].First + runs[i].Count <= first)
                    continue;
                CommitCodec.SeekEvents(ref body);
                EventCodec.ReadRun(ref body, i, runs[i], first, last, found, lane);
                break;
            }
        }
    }

    /// <summary>All commits of a frame, for tests and tools.</summary>
    public static IReadOnlyList<(Commit Commit, Assignment Assignment)> ReadCommits(ReadOnlySpan<byte> payload)
    {
        var commits = new List<(Commit, Assignment)>();
        var reader = Open(payload);
        while (reader.More)
        {
            if (reader.Byte() is var kind && kind == TrimRecord)
            {
                ReadTrim(ref reader);
                continue;
            }

            Expect(kind);
            var assignment = AssignmentCodec.Read(ref reader);
            var body = new ByteReader(reader.Raw(reader.Count()));
            commits.Add((CommitCodec.Read(ref body, assignment), assignment));
        }

        return commits;
    }

    private static void NoteEvents(LogSegment segment, long offset, ByteReader body, Assignment assignment)
    {
        if (assignment.Streams.IsEmpty)
            return;
        CommitCodec.SeekEvents(ref body);
        var lanes = EventCodec.ReadLanes(ref body, assignment.Streams.Length);
        for (var i = 0; i < lanes.Length; i++)
            segment.Note(assignment.Streams[i], lanes[i], offset);
    }

    private static ByteReader Open(ReadOnlySpan<byte> payload)
    {
        var reader = new ByteReader(payload);
        var version = reader.Byte();
        return version == Frame.Version
            ? reader
            : throw new InvalidDataException($"The records are of format {version}; this program reads format {Frame.Version}");
    }

    private static void Expect(byte kind)
    {
        if (kind is not (CommitRecord or TracedCommitRecord))
            throw new InvalidDataException($"There is no record of kind {kind}");
    }

    private static LogTrim ReadTrim(ref ByteReader reader) => new(reader.Instant(), ValueCodec.ReadList(ref reader, ReadFirst));

    private static KeyValuePair<StreamKey, long> ReadFirst(ref ByteReader reader) =>
        new(ValueCodec.ReadStreamKey(ref reader), reader.Number());
}
