namespace MoCluster.Stores.Journal.Files;

/// <summary>All that the journal asks of a file system: the seam at which tests make it fail.</summary>
internal interface IJournalFiles
{
    /// <summary>Makes a directory, and those above it, where they are not there yet.</summary>
    void CreateDirectory(string directory);

    /// <summary>The names of a directory's files, without their path.</summary>
    IReadOnlyList<string> List(string directory);

    /// <summary>Makes a file that must not be there yet, for writing.</summary>
    IJournalFile Create(string path);

    /// <summary>Opens a file for writing.</summary>
    IJournalFile OpenWrite(string path);

    /// <summary>Opens a file for reading, also while it is being written.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    IJournalFile OpenRead(string path);

    /// <summary>Gives a file another name, in place of whatever had it.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file.</summary>
    void Delete(string path);

    /// <summary>Makes the names of a directory's files durable.</summary>
    void FlushDirectory(string directory);

    /// <summary>Takes a directory for this process until it ends or the result is disposed.</summary>
    /// <param name="path">The lock file.</param>
    /// <exception cref="JournalInUseException">Somebody has it.</exception>
    IDisposable Lock(string path);
}
