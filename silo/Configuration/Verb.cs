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
}
