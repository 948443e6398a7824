namespace MoCluster.History;

/// <summary>An event that a fetch handed out.</summary>
/// <param name="Number">The number of the event, the latest of its subject.</param>
/// <param name="Subject">The subject of the event.</param>
/// <param name="Key">The key of the event.</param>
/// <param name="Priority">The priority of the queue entry.</param>
/// <param name="Token">The token that settles the event.</param>
/// <param name="LeasedUntil">
/// When the lease ends, if the run's clock does not jump. Null to judge by the clients' clock only, which proves less about fetches that
/// waited long.
/// </param>
public sealed record HandedEvent(
    long Number, string Subject, string Key, int Priority, string Token, DateTimeOffset? LeasedUntil = null);
