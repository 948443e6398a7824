using Microsoft.Win32.SafeHandles;

namespace MoCluster.Stores.Sqlite.Files;

/// <summary>Flushes the database's file beside SQLite, so that SQLite's own flush finds little to do.</summary>
/// <remarks>
/// It is disposed after all connections of the process: whoever closes a file gives up the locks that the process has on it (POSIX), also those of SQLite.
/// </remarks>
/// <param name="path">The database's path.</param>
internal sealed class DatabaseFlush(string path) : IDisposable
{
    private SafeFileHandle? _file;

    /// <summary>Flushes the file. One thread at a time does this.</summary>
    /// <exception cref="IOException">The flush failed.</exception>
    public void Run()
    {
        _file ??= File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(_file);
    }

    /// <inheritdoc />
    public void Dispose() => _file?.Dispose();
}
