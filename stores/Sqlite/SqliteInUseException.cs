namespace MoCluster.Stores.Sqlite;

/// <summary>Another process, or another store of this process, has the directory open.</summary>
public sealed class SqliteInUseException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="processId">The process that last took it; null if that is not known.</param>
    /// <param name="innerException">What the system said.</param>
    public SqliteInUseException(string directory, int? processId, Exception? innerException = null)
        : base(Describe(directory, processId), innerException)
    {
        Directory = directory;
        ProcessId = processId;
    }

    /// <summary>The directory.</summary>
    public string Directory { get; }

    /// <summary>The process that last took it; null if that is not known.</summary>
    public int? ProcessId { get; }

    private static string Describe(string directory, int? processId)
    {
        var holder = processId is null ? "another process" : $"another process (pid {processId})";
        return $"The store in '{directory}' is in use by {holder}. Stop it first, or give this one a directory of its own (Store:Directory).";
    }
}
