namespace MoCluster.Faults.Journal;

/// <summary>A file's content: the bytes that were flushed, and the bytes that were written.</summary>
internal sealed class PowerCutContent
{
    private const int Sector = 512;

    private readonly HashSet<long> _unflushed = [];
    private byte[] _flushed = [];
    private byte[] _written = [];

    public int Length => _written.Length;

    public int Read(Span<byte> buffer, long offset)
    {
        var count = (int)Math.Clamp(_written.Length - offset, 0, buffer.Length);
        if (count > 0)
            _written.AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var next = new byte[Math.Max(_written.Length, offset + bytes.Length)];
        _written.CopyTo(next, 0);
        bytes.CopyTo(next.AsSpan((int)offset));
        _written = next;
        for (var sector = offset / Sector; sector * Sector < offset + bytes.Length; sector++)
            _unflushed.Add(sector);
    }

    public void Truncate(long length) => _written = _written[..(int)length];

    public void Flush()
    {
        _flushed = _written;
        _unflushed.Clear();
    }

    /// <summary>
    /// What a power cut leaves: a length between the flushed and the written one, and some of the sectors that were not flushed.
    /// </summary>
    /// <param name="random">Chooses the length and the sectors.</param>
    public PowerCutContent AfterPowerCut(Random random)
    {
        var (least, most) = (Math.Min(_flushed.Length, _written.Length), Math.Max(_flushed.Length, _written.Length));
        var left = new byte[random.Next(3) switch { 0 => _flushed.Length, 1 => _written.Length, _ => random.Next(least, most + 1) }];
        _flushed.AsSpan(0, Math.Min(left.Length, _flushed.Length)).CopyTo(left);
        foreach (var sector in _unflushed.Where(_ => random.Next(2) == 0))
        {
            var (begin, end) = ((int)(sector * Sector), (int)Math.Min((sector + 1) * Sector, Math.Min(left.Length, _written.Length)));
            if (begin < end)
                _written.AsSpan(begin, end - begin).CopyTo(left.AsSpan(begin));
        }

        return new PowerCutContent { _flushed = left, _written = left };
    }
}
