namespace MoCluster.Stores.Journal;

/// <summary>Another process, or another store of this one, has the directory open.</summary>
public sealed class JournalInUseException : Exception
{
    /// <summary>Names the directory and, where it is known, who has it.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="processId">The process that last took it; null when that is not known.</param>
    /// <param name="innerException">What the system said.</param>
    public JournalInUseException(string directory, int? processId, Exception? innerException = null)
        : base(Describe(directory, processId), innerException)
    {
        Directory = directory;
        ProcessId = processId;
    }

    /// <summary>The directory.</summary>
    public string Directory { get; }

    /// <summary>The process that last took it; null when that is not known.</summary>
    public int? ProcessId { get; }

    private static string Describe(string directory, int? processId)
    {
        var holder = processId is null ? "another process" : $"another process (pid {processId})";
        return $"The journal in '{directory}' is in use by {holder}."
            + " Stop it first, or give this one a directory of its own (Store:Directory).";
    }
}
