using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>Converts the enumerations of a trigger stage between the domain's, those of the module API and OS2mo's names.</summary>
public static class TriggerSpelling
{
    /// <summary>Converts an event type to the module API's.</summary>
    /// <param name="type">The domain's event type.</param>
    public static EventType Of(TriggerEventType type) => type == TriggerEventType.Before ? EventType.OnBefore : EventType.OnAfter;

    /// <summary>Converts an event type to the domain's.</summary>
    /// <param name="type">The module API's event type.</param>
    public static TriggerEventType Of(EventType type) => type == EventType.OnBefore ? TriggerEventType.Before : TriggerEventType.After;

    /// <summary>Converts a kind of mutation to the module API's request type.</summary>
    /// <param name="kind">The kind of mutation.</param>
    public static RequestType Of(MutationKind kind) => kind switch
    {
        MutationKind.Create => RequestType.Create,
        MutationKind.Edit => RequestType.Edit,
        MutationKind.Terminate => RequestType.Terminate,
        MutationKind.Delete => RequestType.Delete,
        MutationKind.Refresh => RequestType.Refresh,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of mutation."),
    };

    /// <summary>Converts a request type to the domain's kind of mutation.</summary>
    /// <param name="type">The module API's request type.</param>
    public static MutationKind Of(RequestType type) => type switch
    {
        RequestType.Create => MutationKind.Create,
        RequestType.Edit => MutationKind.Edit,
        RequestType.Terminate => MutationKind.Terminate,
        RequestType.Delete => MutationKind.Delete,
        RequestType.Refresh => MutationKind.Refresh,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a request type."),
    };

    /// <summary>The name of an event type in OS2mo: <c>ON_BEFORE</c> or <c>ON_AFTER</c>.</summary>
    /// <param name="type">The event type.</param>
    public static string Name(TriggerEventType type) => type == TriggerEventType.Before ? "ON_BEFORE" : "ON_AFTER";

    /// <summary>The name of a kind of mutation in OS2mo, for example <c>CREATE</c>.</summary>
    /// <param name="kind">The kind of mutation.</param>
    public static string Name(MutationKind kind) => kind switch
    {
        MutationKind.Create => "CREATE",
        MutationKind.Edit => "EDIT",
        MutationKind.Terminate => "TERMINATE",
        MutationKind.Delete => "DELETE",
        MutationKind.Refresh => "REFRESH",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of mutation."),
    };
}
