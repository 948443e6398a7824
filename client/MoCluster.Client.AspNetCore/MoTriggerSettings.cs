namespace MoCluster.Client.AspNetCore;

/// <summary>How the server runs a trigger.</summary>
public sealed record MoTriggerSettings
{
    /// <summary>
    /// The name of the trigger, a part of its address. It must be given where a stage has several triggers. Keep it: calls that wait for a trigger of another name
    /// are deleted.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>How long a call may take, in whole seconds; as the server is set when null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Triggers of a stage run in ascending order, then by name.</summary>
    public int Order { get; init; }

    /// <summary>
    /// Whether an after trigger runs before the caller of the change gets its answer, at most once. Otherwise its calls are stored with the change, and made at
    /// least once.
    /// </summary>
    public bool IsInline { get; init; }
}
