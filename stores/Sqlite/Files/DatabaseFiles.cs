using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace MoCluster.Stores.Sqlite.Files;

/// <summary>Files on the system's disks.</summary>
internal sealed class DatabaseFiles : IDatabaseFiles
{
    private const string HolderSuffix = ".pid";

    /// <inheritdoc />
    public string? Vfs => null;

    /// <inheritdoc />
    public void CreateDirectory(string directory) => Directory.CreateDirectory(directory);

    /// <inheritdoc />
    public IDisposable Lock(string path)
    {
        // An exclusive open is a lock of the file's open handle: the kernel releases it however the process ends.
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            throw new SqliteInUseException(Path.GetDirectoryName(Path.GetFullPath(path))!, ReadHolder(path + HolderSuffix), exception);
        }

        try
        {
            // A file of its own, because on Windows nobody else reads a locked file. It serves the message only, and may be out of date.
            File.WriteAllText(path + HolderSuffix, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return file;
    }

    /// <inheritdoc />
    public ISmallFile Open(string path) =>
        new SmallFile(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

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
            // The message does without.
            return null;
        }
    }

    private sealed class SmallFile(SafeFileHandle handle) : ISmallFile
    {
        public int Read(Span<byte> buffer)
        {
            var total = 0;
            while (total < buffer.Length && RandomAccess.Read(handle, buffer[total..], total) is > 0 and var read)
                total += read;
            return total;
        }

        public void Write(ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, 0);

        public void Dispose() => handle.Dispose();
    }
}
