namespace MoCluster.GrainInterfaces.Hooks;

/// <summary>A callback that is registered at a hook.</summary>
[GenerateSerializer, Immutable, Alias("mo.hook-subscription")]
public sealed record HookSubscription
{
    /// <summary>The namespace of the hook.</summary>
    [Id(0)] public required string Namespace { get; init; }

    /// <summary>The name of the hook, which need not be declared yet.</summary>
    [Id(1)] public required string Hook { get; init; }

    /// <summary>The name of the callback, unique within the hook: in Modoboa the module and the function.</summary>
    [Id(2)] public required string Callback { get; init; }

    /// <summary>The extension that owns it, and with which it is switched off; null for none.</summary>
    [Id(3)] public string? Owner { get; init; }

    /// <summary>The address to which the raise is posted; null for a callback in a module.</summary>
    [Id(4)] public string? Address { get; init; }

    /// <summary>Callbacks of a hook run in ascending order, then in the order of their registration.</summary>
    [Id(5)] public int Order { get; init; }

    /// <summary>How long a call may take; null for the server's setting.</summary>
    [Id(6)] public TimeSpan? Timeout { get; init; }

    /// <summary>Counts registrations; assigned when it is registered.</summary>
    [Id(7)] public long Sequence { get; init; }
}
