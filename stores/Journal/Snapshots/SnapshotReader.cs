using MoCluster.Stores.Journal.Codec;
using MoCluster.Stores.Journal.Files;
using MoCluster.Stores.Journal.Log;
using MoCluster.Stores.Memory.State;
using static MoCluster.Stores.Journal.Snapshots.SnapshotRecords;

namespace MoCluster.Stores.Journal.Snapshots;

/// <summary>Reads a snapshot. It was complete when it got its name, so anything wrong with it is damage.</summary>
internal static class SnapshotReader
{
    /// <summary>Reads a snapshot.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="incarnation">The journal's incarnation.</param>
    /// <param name="ordinal">The last frame that the state knows of.</param>
    /// <returns>The state, the segments up to that frame, and the file's size in bytes.</returns>
    /// <exception cref="JournalDamagedException">It is not what was written.</exception>
    public static (StoreState State, List<LogSegment> Segments, long Length) Read(
        IJournalFiles files, string directory, Guid incarnation, long ordinal)
    {
        var path = Path.Combine(directory, SnapshotFile.NameOf(ordinal));
        using var file = files.OpenRead(path);
        var header = new byte[SegmentHeader.Length];
        if (SegmentHeader.Problem(header.AsSpan(0, file.Read(header, 0)), SegmentHeader.Snapshot, incarnation, ordinal) is { } problem)
            throw new JournalDamagedException(path, 0, problem);

        using var reader = new FrameReader(file, SegmentHeader.Seed(incarnation));
        var builder = new StateBuilder();
        var segments = new List<LogSegment>();
        var length = file.Length;
        long frames = 0, records = 0;
        var ended = false;
        for (long offset = SegmentHeader.Length; offset < length;)
        {
            if (ended || !reader.TryRead(offset, length, out var frame, out var payload) || frame.Ordinal != ++frames)
                throw new JournalDamagedException(path, offset, "this frame of the snapshot is not what was written");
            try
            {
                ended = ReadFrame(payload, builder, segments, directory, ref records);
            }
            catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
            {
                throw new JournalDamagedException(path, offset, exception.Message, exception);
            }

            offset += frame.Length;
        }

        return ended ? (builder.Build(), segments, length) : throw new JournalDamagedException(path, length, "the snapshot has no end");
    }

    private static bool ReadFrame(
        ReadOnlySpan<byte> payload, StateBuilder builder, List<LogSegment> segments, string directory, ref long records)
    {
        var reader = new ByteReader(payload);
        if (reader.Byte() is var version && version != Frame.Version)
            throw new InvalidDataException($"the records are of format {version}; this program reads format {Frame.Version}");

        while (reader.More)
        {
            var kind = (Kind)reader.Byte();
            if (kind == Kind.End)
                return reader.Number() == records ? true : throw new InvalidDataException("records are missing");
            if (kind is Kind.Segment or Kind.SegmentWithoutLanes)
                segments.Add(ReadSegment(ref reader, directory, withLanes: kind == Kind.Segment));
            else
                builder.Read(kind, ref reader);
            records++;
        }

        return false;
    }
}
