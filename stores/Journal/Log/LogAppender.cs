using MoCluster.Stores.Journal.Codec;
using MoCluster.Stores.Journal.Files;

namespace MoCluster.Stores.Journal.Log;

/// <summary>Writes frames, one after the flush of the other, and begins a new segment when one is full.</summary>
internal sealed class LogAppender : IDisposable
{
    private readonly IJournalFiles _files;
    private readonly string _directory;
    private readonly Guid _incarnation;
    private readonly uint _seed;
    private readonly ConfirmedMark _confirmed;
    private IJournalFile _file;
    private long _offset;
    private long _ordinal;

    /// <summary>Goes on where a segment ends.</summary>
    public LogAppender(IJournalFiles files, string directory, Guid incarnation, LogSegment active)
    {
        _files = files;
        _directory = directory;
        _incarnation = incarnation;
        _seed = SegmentHeader.Seed(incarnation);
        _file = files.OpenWrite(active.Path);
        _offset = active.Length;
        _ordinal = active.Last;
        _confirmed = ConfirmedMark.Open(files, directory, _seed);
        _confirmed.Write(_ordinal);
    }

    /// <summary>Writes a frame and returns when it is on the disk.</summary>
    /// <param name="writer">The frame, begun with <see cref="Frame.Begin"/>.</param>
    /// <returns>Where it stands.</returns>
    public (long Offset, Frame Frame) Append(ByteWriter writer)
    {
        Frame.End(writer, _ordinal + 1, _seed);
        var offset = _offset;
        _file.Write(writer.Written, offset);
        _file.Flush();
        _offset += writer.Length;
        _ordinal++;
        _confirmed.Write(_ordinal);
        return (offset, new Frame(writer.Length - Frame.HeaderLength, _ordinal, 0));
    }

    /// <summary>Begins a new segment.</summary>
    public LogSegment Roll()
    {
        var segment = Create(_files, _directory, _incarnation, _ordinal + 1);
        var file = _files.OpenWrite(segment.Path);
        _file.Dispose();
        _file = file;
        _offset = segment.Length;
        return segment;
    }

    /// <summary>Makes an empty segment whose name and header are on the disk.</summary>
    public static LogSegment Create(IJournalFiles files, string directory, Guid incarnation, long first)
    {
        var segment = new LogSegment(Path.Combine(directory, LogSegment.NameOf(first)), first);
        using (var file = files.Create(segment.Path))
        {
            file.Write(SegmentHeader.Write(SegmentHeader.Log, incarnation, first), 0);
            file.Flush();
        }

        files.FlushDirectory(directory);
        return segment;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _file.Dispose();
        _confirmed.Dispose();
    }
}
