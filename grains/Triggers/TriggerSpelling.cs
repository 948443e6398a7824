using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>The words of a stage on both sides: as the domain has them, and as modules read them.</summary>
public static class TriggerSpelling
{
    /// <summary>The module's word for the side of the commit.</summary>
    /// <param name="type">The domain's.</param>
    public static EventType Of(TriggerEventType type) => type == TriggerEventType.Before ? EventType.OnBefore : EventType.OnAfter;

    /// <summary>The domain's word for the side of the commit.</summary>
    /// <param name="type">The module's.</param>
    public static TriggerEventType Of(EventType type) => type == EventType.OnBefore ? TriggerEventType.Before : TriggerEventType.After;

    /// <summary>The module's word for what is being done.</summary>
    /// <param name="kind">The domain's.</param>
    public static RequestType Of(MutationKind kind) => kind switch
    {
        MutationKind.Create => RequestType.Create,
        MutationKind.Edit => RequestType.Edit,
        MutationKind.Terminate => RequestType.Terminate,
        MutationKind.Delete => RequestType.Delete,
        MutationKind.Refresh => RequestType.Refresh,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of mutation."),
    };

    /// <summary>The domain's word for what is being done.</summary>
    /// <param name="type">The module's.</param>
    public static MutationKind Of(RequestType type) => type switch
    {
        RequestType.Create => MutationKind.Create,
        RequestType.Edit => MutationKind.Edit,
        RequestType.Terminate => MutationKind.Terminate,
        RequestType.Delete => MutationKind.Delete,
        RequestType.Refresh => MutationKind.Refresh,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a request type."),
    };
}
