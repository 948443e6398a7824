namespace MoCluster.Disks.Content;

/// <summary>
/// The bytes of a file. It is kept in chunks that several images share until one of them writes, so that a copy costs next to nothing.
/// </summary>
internal sealed class DiskImage
{
    private const int ChunkBytes = 8192;

    /// <summary>The chunks; one that is absent holds zeros. What lies behind the end in the last chunk is zero as well.</summary>
    private byte[]?[] _chunks = [];

    /// <summary>Whether a chunk belongs to this image alone, so that it may be written.</summary>
    private bool[] _isOwn = [];

    /// <summary>The file's length in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Reads from an offset on, up to the end of the file.</summary>
    /// <returns>How many bytes were read.</returns>
    public int Read(Span<byte> buffer, long offset)
    {
        var count = (int)Math.Clamp(Length - offset, 0, buffer.Length);
        for (var done = 0; done < count;)
        {
            var (chunk, at) = Place(offset + done);
            var part = buffer[done..Math.Min(count, done + ChunkBytes - at)];
            if (_chunks[chunk] is { } bytes)
                bytes.AsSpan(at, part.Length).CopyTo(part);
            else
                part.Clear();
            done += part.Length;
        }

        return count;
    }

    /// <summary>Writes at an offset; zeros fill a gap between the end of the file and the offset.</summary>
    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        if (bytes.IsEmpty)
            return;
        Reserve(offset + bytes.Length);
        for (var done = 0; done < bytes.Length;)
        {
            var (chunk, at) = Place(offset + done);
            var part = bytes[done..Math.Min(bytes.Length, done + ChunkBytes - at)];
            part.CopyTo(Own(chunk).AsSpan(at));
            done += part.Length;
        }

        Length = Math.Max(Length, offset + bytes.Length);
    }

    /// <summary>Cuts the file off, or makes it longer with zeros.</summary>
    public void SetLength(long length)
    {
        if (length < Length)
        {
            var (chunk, at) = Place(length);
            if (at > 0 && _chunks[chunk] is not null)
                Own(chunk).AsSpan(at).Clear();
            for (var gone = at > 0 ? chunk + 1 : chunk; gone < _chunks.Length; gone++)
                _chunks[gone] = null;
        }
        else
        {
            Reserve(length);
        }

        Length = length;
    }

    /// <summary>A copy, which shares all chunks with this image until one of the two writes.</summary>
    public DiskImage Copy()
    {
        Array.Clear(_isOwn);
        return new DiskImage { _chunks = [.. _chunks], _isOwn = new bool[_isOwn.Length], Length = Length };
    }

    private static (int Chunk, int At) Place(long offset) => ((int)(offset / ChunkBytes), (int)(offset % ChunkBytes));

    private byte[] Own(int chunk)
    {
        if (_isOwn[chunk] && _chunks[chunk] is { } own)
            return own;
        var copy = _chunks[chunk] is { } shared ? shared.AsSpan().ToArray() : new byte[ChunkBytes];
        _isOwn[chunk] = true;
        return _chunks[chunk] = copy;
    }

    private void Reserve(long length)
    {
        var needed = (int)((length + ChunkBytes - 1) / ChunkBytes);
        if (needed <= _chunks.Length)
            return;
        Array.Resize(ref _chunks, Math.Max(needed, _chunks.Length * 2));
        Array.Resize(ref _isOwn, _chunks.Length);
    }
}
