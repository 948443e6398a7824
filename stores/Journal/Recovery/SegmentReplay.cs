using Microsoft.Extensions.Logging;
using MoCluster.Stores.Journal.Files;
using MoCluster.Stores.Journal.Log;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal.Recovery;

/// <summary>Reads segments at the start.</summary>
/// <param name="files">The file system.</param>
/// <param name="incarnation">The journal's incarnation.</param>
/// <param name="confirmed">The last frame that is known to have been confirmed; 0 when none is.</param>
/// <param name="log">The log.</param>
internal sealed class SegmentReplay(IJournalFiles files, Guid incarnation, long confirmed, ILogger log)
{
    private readonly uint _seed = SegmentHeader.Seed(incarnation);

    /// <summary>Checks a segment of which everything is known: that every byte of it is still what was written.</summary>
    /// <exception cref="JournalDamagedException">It is not.</exception>
    public void Verify(LogSegment segment)
    {
        using var file = files.OpenRead(segment.Path);
        CheckHeader(file, segment);
        if (file.Length != segment.Length)
        {
            throw new JournalDamagedException(
                segment.Path, Math.Min(file.Length, segment.Length), $"it has {file.Length} bytes instead of {segment.Length}");
        }


        using var reader = new FrameReader(file, _seed);
        var ordinal = segment.First;
        for (long offset = SegmentHeader.Length; offset < segment.Length; ordinal++)
        {
            if (!reader.TryRead(offset, segment.Length, out var frame, out _) || frame.Ordinal != ordinal)
                throw new JournalDamagedException(segment.Path, offset, "this frame is not what was written");
            offset += frame.Length;
        }
    }

    /// <summary>Applies the frames of a segment.</summary>
    /// <param name="segment">The segment; learns how far it reaches and where its events are.</param>
    /// <param name="isLast">Whether a crash may have left its last frame unfinished.</param>
    /// <param name="state">The state before, and after.</param>
    /// <returns>False when the crash came before even its header was written: it is gone, and is to be made anew.</returns>
    /// <exception cref="JournalDamagedException">It is not what was written.</exception>
    public bool Replay(LogSegment segment, bool isLast, ref StoreState state)
    {
        using var file = isLast ? files.OpenWrite(segment.Path) : files.OpenRead(segment.Path);
        if (isLast && confirmed < segment.First && file.Length <= SegmentHeader.Length && Problem(file, segment) is not null)
        {
            StoreLog.TailCut(log, segment.Path, 0, file.Length);
            files.Delete(segment.Path);

            // The one before goes on; were this name to come back, after another crash, its number would not fit any more.
            files.FlushDirectory(Path.GetDirectoryName(segment.Path)!);
            return false;
        }

        CheckHeader(file, segment);
        using var reader = new FrameReader(file, _seed);
        var length = file.Length;
        while (segment.Length < length)
        {
            if (!reader.TryRead(segment.Length, length, out var frame, out var payload))
            {
                Cut(segment, isLast, file, reader, frame);
                break;
            }

            if (frame.Ordinal != segment.Last + 1)
            {
                throw new JournalDamagedException(
                    segment.Path, segment.Length, $"frame {frame.Ordinal} stands where {segment.Last + 1} belongs");
            }

            state = Apply(state, segment, payload);
            segment.Last++;
            segment.Length += frame.Length;
        }

        // What a process that was killed had written, but not flushed, is about to be built upon.
        if (isLast)
            file.Flush();
        return true;
    }

    private static StoreState Apply(StoreState state, LogSegment segment, ReadOnlySpan<byte> payload)
    {
        try
        {
            return LogRecords.Replay(state, segment, segment.Length, payload);
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException or KeyNotFoundException)
        {
            throw new JournalDamagedException(segment.Path, segment.Length, exception.Message, exception);
        }
    }

    /// <summary>
    /// Cuts an unfinished last frame. One frame at a time is on its way to the disk, so whatever is followed by anything was finished
    /// once: then it is damage.
    /// </summary>
    private void Cut(LogSegment segment, bool isLast, IJournalFile file, FrameReader reader, Frame frame)
    {
        var offset = segment.Length;
        var length = file.Length;
        var endsEarlier = frame != default && offset + frame.Length < length;
        if (segment.Last < confirmed)
        {
            throw new JournalDamagedException(
                segment.Path, offset, $"this frame is not what was written, and the log was confirmed up to frame {confirmed}");
        }

        if (!isLast || endsEarlier || reader.Find(offset + 1, length) is not null)
            throw new JournalDamagedException(segment.Path, offset, "this frame is not what was written, and others follow it");

        file.Truncate(offset);
        StoreLog.TailCut(log, segment.Path, offset, length - offset);
    }

    private void CheckHeader(IJournalFile file, LogSegment segment)
    {
        if (Problem(file, segment) is { } problem)
            throw new JournalDamagedException(segment.Path, 0, problem);
    }

    private string? Problem(IJournalFile file, LogSegment segment)
    {
        var header = new byte[SegmentHeader.Length];
        return SegmentHeader.Problem(header.AsSpan(0, file.Read(header, 0)), SegmentHeader.Log, incarnation, segment.First);
    }
}
