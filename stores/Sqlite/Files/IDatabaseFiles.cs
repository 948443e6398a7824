namespace MoCluster.Stores.Sqlite.Files;

/// <summary>What the store does with files beside SQLite. Tests hand in a disk that fails.</summary>
internal interface IDatabaseFiles
{
    /// <summary>The virtual file system that SQLite is to use; null for the system's.</summary>
    string? Vfs { get; }

    /// <summary>Makes a directory, if it is missing.</summary>
    void CreateDirectory(string directory);

    /// <summary>Takes a lock that ends with the process.</summary>
    /// <exception cref="SqliteInUseException">Another process has it.</exception>
    IDisposable Lock(string path);

    /// <summary>Opens a small file that is written in place; it is made if it is missing.</summary>
    ISmallFile Open(string path);
}
