namespace MoCluster.Stores.Sqlite;

/// <summary>The database holds something that was not written to it, or lacks something that was confirmed. Nothing was changed.</summary>
public sealed class SqliteDamagedException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="problem">What is wrong, as a clause.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public SqliteDamagedException(string file, string problem, Exception? innerException = null)
        : base($"The store is damaged: '{file}': {problem}. Nothing was changed; restore a backup (docs/guarantees.md §6).", innerException) =>
        File = file;

    /// <summary>The file's path.</summary>
    public string File { get; }
}
