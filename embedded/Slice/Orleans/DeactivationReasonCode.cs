namespace Orleans;

/// <summary>The kinds of reasons for which an activation ends. The numbers are Orleans' own.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>No reason was given.</summary>
    None,

    /// <summary>The process stops.</summary>
    ShuttingDown,

    /// <summary>The grain could not be activated.</summary>
    ActivationFailed,

    /// <summary>The directory refused the activation (Orleans only).</summary>
    DirectoryFailure,

    /// <summary>Nobody called for the collection age.</summary>
    ActivationIdle,

    /// <summary>A request hangs (Orleans only).</summary>
    ActivationUnresponsive,

    /// <summary>Another activation holds the name (Orleans only).</summary>
    DuplicateActivation,

    /// <summary>A caller speaks another version of the interface (Orleans only).</summary>
    IncompatibleRequest,

    /// <summary>The grain failed.</summary>
    ApplicationError,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested,

    /// <summary>The grain moves to another silo (Orleans only).</summary>
    Migrating,

    /// <summary>The engine asked for it.</summary>
    RuntimeRequested,

    /// <summary>Memory runs short (Orleans only).</summary>
    HighMemoryPressure,
}
