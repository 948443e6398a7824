namespace MoCluster.Client;

/// <summary>How a change is made.</summary>
public sealed record ChangeOptions
{
    /// <summary>
    /// Names the change: under the same id it is made once however often it is sent, for a week. A fresh one when null, under which the client repeats the
    /// call itself; give one where a program may die between the call and its answer.
    /// </summary>
    public string? IdempotencyId { get; init; }

    /// <summary>Whether no triggers run, for which the caller needs the role <c>triggerless</c>.</summary>
    public bool IsTriggerless { get; init; }

    /// <summary>How long the triggers of the change may take, on top of the timeouts of <see cref="MoClientOptions"/>; no longer by default.</summary>
    public TimeSpan Wait { get; init; }
}
