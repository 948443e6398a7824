using System.Buffers;

namespace MoCluster.Silo.Api.Http;

/// <summary>Cuts a body that arrives in pieces into lines. A line that is too long is skipped without being held.</summary>
/// <param name="limit">The longest line, in bytes.</param>
internal sealed class BodyLines(int limit)
{
    private bool _skipping;

    /// <summary>Takes the next line from what has arrived.</summary>
    /// <param name="buffer">What has arrived. What was taken is cut off.</param>
    /// <param name="isLast">Whether nothing more will arrive: then the rest is a line too, although it has no end.</param>
    /// <param name="line">The line, without its end.</param>
    /// <param name="isTooLong">Whether the line is too long; then it is empty here.</param>
    /// <returns>Whether there was a line.</returns>
    public bool TryTake(ref ReadOnlySequence<byte> buffer, bool isLast, out ReadOnlySequence<byte> line, out bool isTooLong)
    {
        line = default;
        isTooLong = false;
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
        }
        else if (isLast && (buffer.Length > 0 || _skipping))
        {
            line = buffer;
            buffer = buffer.Slice(buffer.End);
        }
        else
        {
            _skipping |= buffer.Length > limit;
            if (_skipping)
                buffer = buffer.Slice(buffer.End);
            return false;
        }

        isTooLong = _skipping || line.Length > limit;
        if (isTooLong)
            line = default;
        _skipping = false;
        return true;
    }

    /// <summary>The bytes of a line in one piece. Mostly they are, and nothing is copied.</summary>
    /// <param name="line">The line.</param>
    public static ReadOnlyMemory<byte> Whole(in ReadOnlySequence<byte> line) => line.IsSingleSegment ? line.First : line.ToArray();
}
