using MoCluster.Stores.Sqlite.Connections;

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

    /// <summary>
    /// The damage that made a read fail. Besides what SQLite notices, values that cannot be are damage: a row without a seal may hold any.
    /// </summary>
    /// <param name="file">The file's path.</param>
    /// <param name="failure">What the read threw.</param>
    /// <returns>Null if the read failed for another reason.</returns>
    internal static SqliteDamagedException? Of(string file, Exception failure) => failure switch
    {
        SqliteDamagedException damage => damage,
        SqliteException damage => damage.IsDamage ? new SqliteDamagedException(file, damage.Message, damage) : null,
        InvalidDataException or OverflowException or ArgumentException or KeyNotFoundException =>
            new SqliteDamagedException(file, $"a row cannot be read: {failure.Message}", failure),
        _ => null,
    };
}
