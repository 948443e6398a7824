namespace MoCluster.Disks.Content;

/// <summary>The names of a disk's files, with their directories written into them.</summary>
internal sealed class DiskNames
{
    private readonly SortedDictionary<string, DiskName> _names = new(StringComparer.Ordinal);

    /// <summary>The paths of the files, sorted.</summary>
    public IReadOnlyList<string> Paths => [.. _names.Where(pair => pair.Value.File is not null).Select(pair => pair.Key)];

    /// <summary>How many bytes the files have together.</summary>
    public long Bytes => _names.Values.Sum(name => name.File?.Now.Length ?? 0);

    /// <summary>The file with a path; null if there is none.</summary>
    public DiskFile? Find(string path) => _names.GetValueOrDefault(path)?.File;

    /// <summary>The file with a path.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public DiskFile Get(string path) => Find(path) ?? throw new FileNotFoundException("The disk has no such file.", path);

    /// <summary>Makes a file, in place of whatever has the path.</summary>
    public DiskFile Create(string path)
    {
        if (!_names.TryGetValue(path, out var name))
            _names.Add(path, name = new DiskName());
        return name.Create();
    }

    /// <summary>Takes the name from a file.</summary>
    public void Delete(string path) => _names[path].Delete();

    /// <summary>Makes the names durable that are in the directory of a path.</summary>
    public void Sync(string path)
    {
        var directory = path.AsSpan(0, path.LastIndexOf('/') + 1);
        foreach (var (other, name) in _names)
        {
            if (other.AsSpan().StartsWith(directory) && !other.AsSpan(directory.Length).Contains('/'))
                name.Sync();
        }
    }

    /// <summary>Leaves what was durable, and some of the rest.</summary>
    public void LosePower(Func<int, int> draw)
    {
        foreach (var name in _names.Values)
            name.LosePower(draw);
    }

    /// <summary>Takes copies of all files of another disk.</summary>
    public void CopyFrom(DiskNames other)
    {
        foreach (var (path, name) in other._names)
            _names.Add(path, name.Copy());
    }
}
