namespace MoCluster.Modules;

/// <summary>What a mutation does to its object (docs/os2mo.md §7; DELETE is MoCluster's addition).</summary>
public enum RequestType
{
    /// <summary>Creates the object.</summary>
    Create,

    /// <summary>Gives fields new values within a validity.</summary>
    Edit,

    /// <summary>Makes the object inactive from an instant on, or within an interval.</summary>
    Terminate,

    /// <summary>Deletes the object's content.</summary>
    Delete,

    /// <summary>Changes nothing, and publishes an event.</summary>
    Refresh,
}
