namespace MoCluster.Disks.Content;

/// <summary>A file: what programs see of it, and what of that is durable. A <see cref="LossyDisk"/> guards it by its lock.</summary>
/// <param name="name">Its name in the directory; null for a file that was never to have one.</param>
internal sealed class DiskFile(DiskName? name)
{
    private DiskImage _durable = new();
    private UnsyncedChanges _unsynced = new();

    /// <summary>Whether programs see changes that no sync takes to the disk any more.</summary>
    private bool _showsForgotten;

    /// <summary>What programs see.</summary>
    public DiskImage Now { get; private set; } = new();

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        Now.Write(bytes, offset);
        if (name is not null)
            _unsynced.AddWrite(bytes, offset);
    }

    public void SetLength(long length)
    {
        Now.SetLength(length);
        if (name is not null)
            _unsynced.AddLength(length);
    }

    /// <summary>Whether it has its name, but a power cut may take that.</summary>
    public bool MayLoseName => name is { IsSynced: false } && name.File == this;

    /// <summary>Makes the content durable.</summary>
    public void Sync()
    {
        if (name is null)
            return;
        if (_showsForgotten)
            _unsynced.LeaveAll(_durable);
        else
            _durable = Now.Copy();
        _unsynced.Clear();
    }

    /// <summary>Gives it another content, which is durable.</summary>
    public void Replace(DiskImage content)
    {
        (Now, _durable, _showsForgotten) = (content, content.Copy(), false);
        _unsynced.Clear();
    }

    /// <summary>
    /// Fails to make the content durable, as Linux does: the changes stay visible, but no later sync takes them to the disk.
    /// </summary>
    public void ForgetUnsynced()
    {
        _unsynced.Clear();
        _showsForgotten = true;
    }

    /// <summary>Leaves what was durable and some of the rest.</summary>
    public void LosePower(Func<int, int> draw)
    {
        _unsynced.LeaveSome(_durable, draw);
        Replace(_durable);
    }

    /// <summary>A copy under a name of another disk.</summary>
    public DiskFile Copy(DiskName nameOfCopy) =>
        new(nameOfCopy) { _durable = _durable.Copy(), _unsynced = _unsynced.Copy(), Now = Now.Copy(), _showsForgotten = _showsForgotten };
}
