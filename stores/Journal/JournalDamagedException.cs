namespace MoCluster.Stores.Journal;

/// <summary>
/// The journal holds something that it did not write, or lacks something that it wrote, other than at the very end where a crash
/// explains it. Nothing was changed; a backup, or whoever knows the disk, has to help.
/// </summary>
public sealed class JournalDamagedException : Exception
{
    /// <summary>Says where and what.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="offset">The byte in it at which the damaged frame begins.</param>
    /// <param name="problem">What is wrong, as a clause.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public JournalDamagedException(string file, long offset, string problem, Exception? innerException = null)
        : base(
            $"The journal is damaged: '{file}' at byte {offset}: {problem}. Nothing was changed; restore the directory from a backup.",
            innerException)
    {
        File = file;
        Offset = offset;
    }

    /// <summary>The file's path.</summary>
    public string File { get; }

    /// <summary>The byte in it at which the damaged frame begins.</summary>
    public long Offset { get; }
}
