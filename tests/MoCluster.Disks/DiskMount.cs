using MoCluster.Disks.Sqlite;

namespace MoCluster.Disks;

/// <summary>
/// A disk as one process sees it: a VFS for SQLite, and files without SQLite. Once the process is killed, or the power fails, everything
/// that it has open gets errors. Dispose it after the connections.
/// </summary>
public sealed class DiskMount : IDisposable
{
    private readonly DiskProcess _process;
    private readonly VfsSlot _slot;

    internal DiskMount(DiskProcess process) => (_process, _slot) = (process, VfsSlot.Take(process));

    /// <summary>The VFS's name, for <c>sqlite3_open_v2</c>.</summary>
    public string Vfs => _slot.Name;

    /// <summary>Whether the process is gone.</summary>
    public bool IsDead => _process.IsDead;

    private LossyDisk Disk => _process.Disk;

    /// <summary>The content of a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The content; null if there is no such file.</returns>
    /// <exception cref="IOException">The process is gone.</exception>
    public byte[]? Read(string path)
    {
        Check(Disk.Open(_process, path, creates: false, out var file));
        if (file is null)
            return null;
        Check(Disk.Length(_process, file, out var length));
        var bytes = new byte[length];
        Check(Disk.Read(_process, file, bytes, 0, out var count));
        return bytes[..count];
    }

    /// <summary>Writes into a file, and creates it if it is not there. Only <see cref="Sync"/> makes that durable.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="bytes">What to write.</param>
    /// <param name="offset">Where.</param>
    /// <exception cref="IOException">The write failed, perhaps in the middle.</exception>
    public void Write(string path, ReadOnlySpan<byte> bytes, long offset = 0)
    {
        Check(Disk.Open(_process, path, creates: true, out var file));
        Check(Disk.Write(_process, file!, bytes, offset));
    }

    /// <summary>Makes a file's content durable and, if its name is new, the names in its directory.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="IOException">The sync failed.</exception>
    public void Sync(string path)
    {
        Check(Disk.Open(_process, path, creates: false, out var file));
        Check(Disk.Sync(_process, file ?? throw new FileNotFoundException("The disk has no such file.", path), path, syncsNames: false));
    }

    /// <summary>Deletes a file, if it is there.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="isDurable">Whether the names in the directory are made durable; otherwise a power cut may undo the deletion.</param>
    /// <exception cref="IOException">The deletion failed.</exception>
    public void Delete(string path, bool isDurable = false) => Check(Disk.Delete(_process, path, isDurable, out _));

    /// <summary>Ends the process, without a power cut.</summary>
    public void Dispose()
    {
        _process.Die();
        _slot.Return();
    }

    private static void Check(DiskFailure failure)
    {
        if (failure != DiskFailure.None)
        {
            throw new IOException(failure switch
            {
                DiskFailure.Full => "No space left on device.",
                DiskFailure.Broken => "Input/output error.",
                _ => "The process is gone.",
            });
        }
    }
}
