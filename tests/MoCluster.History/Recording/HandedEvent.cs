namespace MoCluster.History;

/// <summary>An event that a fetch handed out.</summary>
/// <param name="Number">Its number, the latest of its subject.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Key">Its key.</param>
/// <param name="Priority">The entry's priority.</param>
/// <param name="Token">What settles it.</param>
/// <param name="LeasedUntil">
/// When its lease ends, where the run's clock is one that does not jump; null to judge by the clients' clock alone, which is weaker for
/// fetches that waited long.
/// </param>
public sealed record HandedEvent(
    long Number, string Subject, string Key, int Priority, string Token, DateTimeOffset? LeasedUntil = null);
