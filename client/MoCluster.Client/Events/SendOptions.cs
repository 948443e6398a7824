namespace MoCluster.Client;

/// <summary>How events are sent.</summary>
public sealed record SendOptions
{
    /// <summary>
    /// The id under which the server takes these events once, however often they are sent, for a week. Derive it from what caused the events to be
    /// safe across a restart of the program. A fresh one by default, which is enough for the client's own attempts.
    /// </summary>
    public string? IdempotencyId { get; init; }
}
