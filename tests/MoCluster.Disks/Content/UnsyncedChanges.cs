namespace MoCluster.Disks.Content;

/// <summary>The writes to a file, and the changes of its length, since its last sync: what a power cut may take, in part or whole.</summary>
internal sealed class UnsyncedChanges
{
    /// <summary>A disk writes a sector whole or not at all.</summary>
    private const int SectorBytes = 512;

    private readonly List<Change> _changes = [];
    private byte[] _bytes = [];
    private int _used;

    /// <summary>Adds a write.</summary>
    public void AddWrite(ReadOnlySpan<byte> bytes, long offset)
    {
        if (_bytes.Length - _used < bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_used + bytes.Length, 2 * _bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(_used));
        _changes.Add(new Change(offset, _used, bytes.Length));
        _used += bytes.Length;
    }

    /// <summary>Adds a change of the length.</summary>
    public void AddLength(long length) => _changes.Add(new Change(length, 0, Change.OfLength));

    /// <summary>Forgets all: they are durable, or gone.</summary>
    public void Clear()
    {
        _changes.Clear();
        _used = 0;
    }

    /// <summary>A copy.</summary>
    public UnsyncedChanges Copy()
    {
        var copy = new UnsyncedChanges { _bytes = _bytes[.._used], _used = _used };
        copy._changes.AddRange(_changes);
        return copy;
    }

    /// <summary>Applies all.</summary>
    public void LeaveAll(DiskImage image)
    {
        foreach (var change in _changes)
            Apply(change, image);
    }

    /// <summary>
    /// Applies what a power cut leaves of the changes: some of the first, as by a disk that keeps the order, or any of them, as by one that
    /// does not. A write may also be torn.
    /// </summary>
    /// <param name="image">What was durable.</param>
    /// <param name="draw">Draws one of the numbers from 0 up to, not including, its argument. If it draws 0 only, nothing is left.</param>
    public void LeaveSome(DiskImage image, Func<int, int> draw)
    {
        if (_changes.Count == 0)
            return;
        switch (draw(3))
        {
            case 0:
                LeaveFirst(image, draw);
                break;
            case 1:
                LeaveAny(image, draw, survive: 1, of: 3);
                break;
            default:
                LeaveAny(image, draw, survive: 6, of: 8);
                break;
        }
    }

    private void LeaveFirst(DiskImage image, Func<int, int> draw)
    {
        var whole = draw(_changes.Count + 1);
        for (var index = 0; index < whole; index++)
            Apply(_changes[index], image);
        if (whole < _changes.Count && draw(2) == 1)
            Tear(_changes[whole], image, draw);
    }

    /// <summary>Each change survives, is dropped or is torn; the last two are equally likely.</summary>
    private void LeaveAny(DiskImage image, Func<int, int> draw, int survive, int of)
    {
        foreach (var change in _changes)
        {
            var fate = draw(of);
            if (fate < survive)
                Apply(change, image);
            else if ((fate - survive) % 2 == 0)
                Tear(change, image, draw);
        }
    }

    private void Apply(Change change, DiskImage image)
    {
        if (change.Length == Change.OfLength)
            image.SetLength(change.Offset);
        else
            image.Write(_bytes.AsSpan(change.Start, change.Length), change.Offset);
    }

    /// <summary>Leaves some sectors of a write. The file may have its new length even where the bytes of that write are lost.</summary>
    private void Tear(Change change, DiskImage image, Func<int, int> draw)
    {
        if (change.Length == Change.OfLength)
            return;
        var bytes = _bytes.AsSpan(change.Start, change.Length);
        for (var done = 0; done < bytes.Length;)
        {
            var offset = change.Offset + done;
            var part = Math.Min(bytes.Length - done, SectorBytes - (int)(offset % SectorBytes));
            if (draw(2) == 1)
                image.Write(bytes.Slice(done, part), offset);
            done += part;
        }

        if (change.Offset + change.Length > image.Length && draw(2) == 1)
            image.SetLength(change.Offset + change.Length);
    }

    /// <summary>A write, whose bytes begin at <paramref name="Start"/>, or the new length <paramref name="Offset"/>.</summary>
    private readonly record struct Change(long Offset, int Start, int Length)
    {
        public const int OfLength = -1;
    }
}
