namespace MoCluster.Silo.Security;

/// <summary>
/// The roles of the event API, by OS2mo's names (os2mo.md §1.3), and what else each allows here: whatever has no counterpart there goes
/// with what is most like it, so that roles that were given for OS2mo suffice.
/// </summary>
internal static class Roles
{
    /// <summary>Fetch and stream.</summary>
    public const string Fetch = "fetch_event";

    /// <summary>List what waits in the caller's queues, and see how they stand.</summary>
    public const string ReadEvents = "read_event";

    /// <summary>List what waits in everybody's queues.</summary>
    public const string ReadAllEvents = "read_event_all";

    /// <summary>See listeners.</summary>
    public const string ReadListeners = "read_event_listener";

    /// <summary>See namespaces.</summary>
    public const string ReadNamespaces = "read_event_namespace";

    /// <summary>Whatever is done by a token: acknowledge, give back, extend, park.</summary>
    public const string Acknowledge = "acknowledge_event";

    /// <summary>Send to namespaces of the caller's.</summary>
    public const string Send = "send_event";

    /// <summary>Silence events, and set them aside.</summary>
    public const string Silence = "silence_event";

    /// <summary>Take silence back.</summary>
    public const string Unsilence = "unsilence_event";

    /// <summary>Deliver again, parked ones too.</summary>
    public const string Rerun = "rerun_event";

    /// <summary>Declare listeners; move, pause and resume them.</summary>
    public const string CreateListener = "create_event_listener";

    /// <summary>Delete listeners.</summary>
    public const string DeleteListener = "delete_event_listener";

    /// <summary>Declare namespaces.</summary>
    public const string CreateNamespace = "create_event_namespace";

    /// <summary>Delete namespaces.</summary>
    public const string DeleteNamespace = "delete_event_namespace";
}
