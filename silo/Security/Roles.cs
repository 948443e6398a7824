namespace MoCluster.Silo.Security;

/// <summary>
/// The roles of the event API, with OS2mo's names (docs/os2mo.md §3). Operations that OS2mo does not have need the role of the most similar
/// operation, so that roles that were given for OS2mo suffice.
/// </summary>
internal static class Roles
{
    /// <summary>Fetch and stream events.</summary>
    public const string Fetch = "fetch_event";

    /// <summary>List the events in the caller's queues and see the status of these queues.</summary>
    public const string ReadEvents = "read_event";

    /// <summary>List the events in the queues of all owners.</summary>
    public const string ReadAllEvents = "read_event_all";

    /// <summary>List listeners.</summary>
    public const string ReadListeners = "read_event_listener";

    /// <summary>List namespaces.</summary>
    public const string ReadNamespaces = "read_event_namespace";

    /// <summary>List the registrations of objects of all types.</summary>
    public const string ReadRegistrations = "read_registration";

    /// <summary>Read the root organisation.</summary>
    public const string ReadOrganisation = "read_org";

    /// <summary>Create the root organisation, and set its municipality code.</summary>
    public const string CreateOrganisation = "create_org";

    /// <summary>Read files of the file stores.</summary>
    public const string ReadFiles = "read_file";

    /// <summary>Use tokens: acknowledge, nack, touch and park events.</summary>
    public const string Acknowledge = "acknowledge_event";

    /// <summary>Send events to the caller's namespaces.</summary>
    public const string Send = "send_event";

    /// <summary>Silence and park events.</summary>
    public const string Silence = "silence_event";

    /// <summary>Unsilence events.</summary>
    public const string Unsilence = "unsilence_event";

    /// <summary>Rerun and replay events.</summary>
    public const string Rerun = "rerun_event";

    /// <summary>Declare, move, pause and resume listeners.</summary>
    public const string CreateListener = "create_event_listener";

    /// <summary>Delete listeners.</summary>
    public const string DeleteListener = "delete_event_listener";

    /// <summary>Declare namespaces.</summary>
    public const string CreateNamespace = "create_event_namespace";

    /// <summary>Delete namespaces.</summary>
    public const string DeleteNamespace = "delete_event_namespace";

    /// <summary>Skip triggers with <c>?triggerless=1</c>, besides the role of what is done. No role of OS2mo includes it.</summary>
    public const string Triggerless = "triggerless";

    /// <summary>Export all objects with their history. No role of OS2mo includes it.</summary>
    public const string Export = "export_objects";

    /// <summary>Import objects of all types, with a history that the file tells. No role of OS2mo includes it.</summary>
    public const string Import = "import_objects";

    /// <summary>See which triggers are registered. OS2mo has nothing like it.</summary>
    public const string ReadTriggers = "read_trigger";

    /// <summary>Ask endpoints which HTTP triggers they register. OS2mo has nothing like it.</summary>
    public const string RefreshTriggers = "refresh_trigger";

    /// <summary>See hooks, their callbacks and their addresses. OS2mo has nothing like it.</summary>
    public const string ReadHooks = "read_hook";

    /// <summary>Raise hooks. OS2mo has nothing like it.</summary>
    public const string RaiseHooks = "raise_hook";

    /// <summary>Declare hooks, register and remove callbacks, switch extensions: who has it lets silos call any address. OS2mo has nothing like it.</summary>
    public const string ManageHooks = "manage_hook";

    /// <summary>See the stored calls of after triggers, with what callers sent. OS2mo has nothing like it.</summary>
    public const string ReadDeliveries = "read_trigger_delivery";

    /// <summary>Replay and skip stored calls of after triggers. OS2mo has nothing like it.</summary>
    public const string ReplayDeliveries = "replay_trigger_delivery";
}
