using System.Globalization;
using MoCluster.Stores.Sqlite.Files;

namespace MoCluster.Stores.Journal.Files;

/// <summary>Files on a disk.</summary>
internal sealed class DiskFiles : IJournalFiles
{
    private const string HolderSuffix = ".pid";

    /// <inheritdoc />
    public void CreateDirectory(string directory)
    {
        var path = Path.GetFullPath(directory);
        if (Directory.Exists(path))
            return;

        // Level by level, for each name stands in the directory above it.
        var parent = Path.GetDirectoryName(path);
        if (parent is not null)
            CreateDirectory(parent);
        Directory.CreateDirectory(path);
        if (parent is not null)
            FlushDirectory(parent);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> List(string directory) =>
        [.. Directory.EnumerateFiles(directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <inheritdoc />
    public IJournalFile Create(string path) =>
        new DiskFile(File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read));

    /// <inheritdoc />
    public IJournalFile OpenWrite(string path) =>
        new DiskFile(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read));

    /// <inheritdoc />
    public IJournalFile OpenRead(string path) =>
        new DiskFile(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <inheritdoc />
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc />
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc />
    public void FlushDirectory(string directory)
    {
        // Windows keeps the names of files in its own journal, and opens no directory for a flush.
        if (!OperatingSystem.IsWindows())
            UnixDirectory.Flush(directory);
    }

    /// <inheritdoc />
    public IDisposable Lock(string path)
    {
        // An exclusive open is a lock of the file's open handle: the kernel lets go of it however the process ends.
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            throw new JournalInUseException(Path.GetDirectoryName(Path.GetFullPath(path))!, ReadHolder(path + HolderSuffix), exception);
        }

        try
        {
            // Beside the lock, for on Windows nobody else reads a locked file. It is for the message only, and may be out of date.
            File.WriteAllText(path + HolderSuffix, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return file;
    }

    /// <summary>Whether an open failed because somebody has the file: EAGAIN of Linux and of macOS, a sharing violation of Windows.</summary>
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static int? ReadHolder(string path)
    {
        try
        {
            var text = File.ReadAllText(path).Trim();
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var holder) ? holder : null;
        }
        catch (IOException)
        {
            // Not known, then: the message does without.
            return null;
        }
    }
}
