namespace MoCluster.Silo.Configuration;

/// <summary>What the process is started for.</summary>
internal enum Verb
{
    /// <summary>To serve, until it is stopped.</summary>
    Up = 0,

    /// <summary>To bring the database's schema up to date, and end.</summary>
    Migrate = 1,

    /// <summary>To end a restore of the database: it gets a new incarnation.</summary>
    Restored = 2,
}
