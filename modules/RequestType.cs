namespace MoCluster.Modules;

/// <summary>What is being done to the object (os2mo.md §3.1; DELETE is MoCluster's addition).</summary>
public enum RequestType
{
    /// <summary>The object comes into being.</summary>
    Create,

    /// <summary>Values are laid over a validity.</summary>
    Edit,

    /// <summary>The object ceases to be active.</summary>
    Terminate,

    /// <summary>The object's content is withdrawn.</summary>
    Delete,

    /// <summary>Nothing changes; an event is emitted.</summary>
    Refresh,
}
