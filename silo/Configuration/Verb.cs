namespace MoCluster.Silo.Configuration;

/// <summary>What the process does.</summary>
internal enum Verb
{
    /// <summary>Serves until it is stopped.</summary>
    Up = 0,

    /// <summary>Brings the schema of the database up to date and ends.</summary>
    Migrate = 1,

    /// <summary>Ends a restore of the database by giving it a new incarnation.</summary>
    Restored = 2,

    /// <summary>Copies the embedded store's database into a file.</summary>
    Backup = 3,

    /// <summary>Reads all of the embedded store's database, or of a backup, and tells what is damaged.</summary>
    Verify = 4,
}
