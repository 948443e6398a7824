namespace MoCluster.Client.AspNetCore;

/// <summary>What a change does to its object.</summary>
public enum MoRequestType
{
    /// <summary>Creates the object.</summary>
    Create = 0,

    /// <summary>Gives fields new values within a validity.</summary>
    Edit = 1,

    /// <summary>Makes the object inactive from an instant on, or within an interval.</summary>
    Terminate = 2,

    /// <summary>Deletes the object's content.</summary>
    Delete = 3,

    /// <summary>Changes nothing, and publishes an event.</summary>
    Refresh = 4,
}
