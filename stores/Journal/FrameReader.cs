using System.Buffers;
using MoCluster.Stores.Journal.Files;

namespace MoCluster.Stores.Journal;

/// <summary>Reads frames one after another, ahead by a window so that small frames cost no call each.</summary>
internal sealed class FrameReader(IJournalFile file, uint seed) : IDisposable
{
    private const int Window = 256 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Window);
    private long _offset;
    private int _length;

    /// <summary>Reads the frame at an offset.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="end">Where the file, or what may be read of it, ends.</param>
    /// <param name="frame">Its header; default when not even that is good.</param>
    /// <param name="payload">Its payload, until the next call.</param>
    /// <returns>Whether the whole frame is there and good.</returns>
    public bool TryRead(long offset, long end, out Frame frame, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (!Frame.TryReadHeader(Bytes(offset, (int)Math.Min(Frame.HeaderLength, end - offset)), seed, out frame))
            return false;
        if (end - offset < frame.Length)
            return false;
        payload = Bytes(offset + Frame.HeaderLength, frame.PayloadLength);
        return frame.Matches(payload);
    }

    /// <summary>Looks for a good frame behind a bad one.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="end">Where the file ends.</param>
    /// <returns>Where the first one begins; null when there is none.</returns>
    public long? Find(long from, long end)
    {
        // A bad frame may hold a length of any size, so each place is tried on its own.
        for (var offset = from; offset + Frame.HeaderLength < end; offset++)
        {
            if (Frame.TryReadHeader(Bytes(offset, Frame.HeaderLength), seed, out _) && TryRead(offset, end, out _, out _))
                return offset;
        }

        return null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private ReadOnlySpan<byte> Bytes(long offset, int length)
    {
        if (length <= 0)
            return default;
        if (offset < _offset || offset + length > _offset + _length)
            Fill(offset, length);
        var skipped = (int)(offset - _offset);
        return _buffer.AsSpan(skipped, Math.Min(length, _length - skipped));
    }

    private void Fill(long offset, int length)
    {
        if (_buffer.Length < length)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(length);
        }

        _offset = offset;
        _length = file.Read(_buffer, offset);
    }
}
