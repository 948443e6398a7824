using MoCluster.Disks.Content;

namespace MoCluster.Disks.Sqlite;

/// <summary>The databases that a process has open, each with what its connections share.</summary>
internal sealed class SharedFiles
{
    private readonly Dictionary<DiskFile, SharedFile> _files = [];

    /// <summary>A connection opens a database.</summary>
    public SharedFile Open(DiskFile file)
    {
        lock (_files)
        {
            if (!_files.TryGetValue(file, out var shared))
                _files.Add(file, shared = new SharedFile());
            shared.Connections++;
            return shared;
        }
    }

    /// <summary>A connection closes a database.</summary>
    public void Close(DiskFile file)
    {
        lock (_files)
        {
            if (--_files[file].Connections == 0)
                _files.Remove(file);
        }
    }
}
