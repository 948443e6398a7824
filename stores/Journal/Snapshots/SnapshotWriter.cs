using System.Collections.Immutable;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Journal.Codec;
using MoCluster.Stores.Journal.Files;
using MoCluster.Stores.Journal.Log;
using MoCluster.Stores.Memory.State;
using static MoCluster.Stores.Journal.Snapshots.SnapshotRecords;

namespace MoCluster.Stores.Journal.Snapshots;

/// <summary>
/// Writes a state to a file of its own, beside the log: frames of records, under a name that is given when all of it is on the disk.
/// </summary>
internal sealed class SnapshotWriter : IDisposable
{
    /// <summary>Records are put together to frames of about this size, in bytes.</summary>
    private const int FrameBytes = 256 * 1024;

    private readonly ByteWriter _writer = new(FrameBytes * 2);
    private readonly IJournalFile _file;
    private readonly uint _seed;
    private readonly CancellationToken _cancellation;
    private long _offset = SegmentHeader.Length;
    private long _frames;
    private long _records;

    private SnapshotWriter(IJournalFile file, uint seed, CancellationToken cancellation)
    {
        _file = file;
        _seed = seed;
        _cancellation = cancellation;
        Frame.Begin(_writer);
    }

    /// <summary>Writes a snapshot.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="incarnation">The journal's incarnation.</param>
    /// <param name="ordinal">The last frame that the state knows of.</param>
    /// <param name="state">The state.</param>
    /// <param name="segments">The segments up to that frame.</param>
    /// <param name="cancellation">Ends it between two frames; what was written is deleted at the next start.</param>
    /// <returns>The file's size, in bytes.</returns>
    public static long Write(
        IJournalFiles files,
        string directory,
        Guid incarnation,
        long ordinal,
        StoreState state,
        ImmutableArray<LogSegment> segments,
        CancellationToken cancellation)
    {
        var path = Path.Combine(directory, SnapshotFile.NameOf(ordinal));
        var unfinished = path + SnapshotFile.Unfinished;
        long length;
        using (var file = files.Create(unfinished))
        {
            file.Write(SegmentHeader.Write(SegmentHeader.Snapshot, incarnation, ordinal), 0);
            using var writer = new SnapshotWriter(file, SegmentHeader.Seed(incarnation), cancellation);
            writer.WriteAll(state, segments);
            file.Flush();
            length = file.Length;
        }

        files.Rename(unfinished, path);
        files.FlushDirectory(directory);
        return length;
    }

    /// <inheritdoc />
    public void Dispose() => _writer.Dispose();

    private void WriteAll(StoreState state, ImmutableArray<LogSegment> segments)
    {
        foreach (var segment in segments)
            SnapshotRecords.Write(Begin(Kind.Segment), segment);
        WriteListening(state);
        foreach (var stored in state.Objects.Values)
            SnapshotRecords.Write(Begin(Kind.Object), stored);
        WriteMemories(state);
        var records = _records;
        Begin(Kind.End).Number(records);
        EndFrame();
    }

    private void WriteListening(StoreState state)
    {
        foreach (var (stream, ends) in state.Streams)
        {
            var writer = Begin(Kind.Stream);
            ValueCodec.Write(writer, stream);
            SnapshotRecords.Write(writer, ends);
        }

        foreach (var definition in state.Namespaces.Values)
            DefinitionCodec.Write(Begin(Kind.Namespace), definition);
        foreach (var (group, stored) in state.Groups)
        {
            var writer = Begin(Kind.Group);
            writer.Guid(group);
            SnapshotRecords.Write(writer, stored);
        }

        foreach (var listener in state.Listeners.Values)
            Write(listener);
    }

    private void Write(StoredListener listener)
    {
        var isHalted = DefinitionCodec.IsHalted(listener.Definition);
        var isTraced = GroupCodec.HasTraceParents(listener.Rows.Values);
        var writer = Begin(isTraced ? Kind.TracedListener : isHalted ? Kind.HaltedListener : Kind.Listener);
        if (isTraced)
            writer.Bool(isHalted);
        SnapshotRecords.Write(writer, listener);
    }

    private void WriteMemories(StoreState state)
    {
        foreach (var (key, time) in state.ResultOrder)
        {
            if (!state.Results.TryGetValue(key, out KeptResult? kept) || kept.Time != time)
                continue;
            var writer = Begin(Kind.Result);
            ValueCodec.Write(writer, key);
            SnapshotRecords.Write(writer, kept);
        }

        foreach (var (commit, assignment) in state.RememberedBefore.Concat(state.Remembered))
        {
            var writer = Begin(Kind.Remembered);
            writer.Guid(commit);
            AssignmentCodec.Write(writer, assignment);
        }
    }

    private ByteWriter Begin(Kind kind)
    {
        if (_writer.Length >= FrameBytes)
            EndFrame();
        _writer.Byte((byte)kind);
        _records++;
        return _writer;
    }

    private void EndFrame()
    {
        _cancellation.ThrowIfCancellationRequested();
        Frame.End(_writer, ++_frames, _seed);
        _file.Write(_writer.Written, _offset);
        _offset += _writer.Length;
        _writer.Clear(FrameBytes * 4);
        Frame.Begin(_writer);
    }
}
