using System.Runtime.InteropServices;

namespace MoCluster.Stores.Sqlite.Files;

/// <summary>The flush of a directory, which .NET has no call for.</summary>
internal static partial class UnixDirectory
{
    private const int ReadOnly = 0;

    /// <summary>Makes the names of a directory's files durable.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void Flush(string directory)
    {
        // Windows keeps the names of files in its own journal, and opens no directory for a flush.
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(directory, ReadOnly);
        if (descriptor < 0)
            throw Failed("open", directory);

        try
        {
            if (Fsync(descriptor) != 0)
                throw Failed("fsync", directory);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failed(string call, string directory)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{call} of the directory '{directory}' failed: {Marshal.GetPInvokeErrorMessage(error)} (errno {error}).");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
