namespace MoCluster.Disks.Content;

/// <summary>
/// A name in the directory: the file that has it, and those that had it since the name was last made durable. The names lose power
/// independently of each other.
/// </summary>
internal sealed class DiskName
{
    private readonly List<DiskFile?> _before = [];

    /// <summary>The file that has the name; null if none has.</summary>
    public DiskFile? File { get; private set; }

    /// <summary>Whether a power cut would leave it as it is.</summary>
    public bool IsSynced => _before.Count == 0;

    /// <summary>Gives the name to a new file.</summary>
    public DiskFile Create()
    {
        Change(new DiskFile(this));
        return File!;
    }

    /// <summary>Takes the name from its file.</summary>
    public void Delete() => Change(null);

    /// <summary>Makes the changes durable.</summary>
    public void Sync() => _before.Clear();

    /// <summary>Leaves some of the changes, and of the file that then has the name some of its content.</summary>
    public void LosePower(Func<int, int> draw)
    {
        if (_before.Count > 0 && draw(_before.Count + 1) is var left && left < _before.Count)
            File = _before[left];
        _before.Clear();
        File?.LosePower(draw);
    }

    /// <summary>A copy for another disk.</summary>
    public DiskName Copy()
    {
        var copy = new DiskName();
        foreach (var file in _before)
            copy._before.Add(file?.Copy(copy));
        copy.File = File?.Copy(copy);
        return copy;
    }

    private void Change(DiskFile? next)
    {
        _before.Add(File);
        File = next;
    }
}
