namespace MoCluster.Disks.Sqlite;

/// <summary>How far a connection has locked a database file, in SQLite's numbers.</summary>
internal enum LockLevel
{
    None = 0,
    Shared = 1,
    Reserved = 2,
    Pending = 3,
    Exclusive = 4,
}
