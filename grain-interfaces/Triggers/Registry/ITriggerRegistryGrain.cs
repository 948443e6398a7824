namespace MoCluster.GrainInterfaces.Triggers.Registry;

/// <summary>
/// Keeps the triggers of the HTTP endpoints for all silos. It asks the endpoints what they register, and every silo follows it. Its only key is
/// <see cref="Key"/>.
/// </summary>
[Alias("mo.trigger-registry")]
public interface ITriggerRegistryGrain : IGrainWithStringKey
{
    /// <summary>The key of the grain.</summary>
    const string Key = "http";

    /// <summary>How long a refresh may take.</summary>
    static readonly TimeSpan LongestRefresh = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Waits for a change of the triggers, a second at most. The call also tells the registry what the silo runs: from then on, and for the
    /// length of a lease, the registry waits for this silo before it answers that a trigger is removed.
    /// </summary>
    /// <param name="follower">The name of the silo.</param>
    /// <param name="known">The version that the silo runs; 0 for none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The triggers, when they are of another version than <paramref name="known"/>; otherwise null.</returns>
    [Alias("follow")]
    Task<RegisteredTriggers?> FollowAsync(string follower, long known, CancellationToken cancellation);

    /// <summary>
    /// Asks endpoints for their triggers now, and answers when every silo runs what they registered: a trigger that an endpoint no longer
    /// registers does not start anywhere after that.
    /// </summary>
    /// <param name="endpoint">The address of one endpoint; null for all.</param>
    /// <param name="cancellation">Ends the questions and the wait. What was learned stays.</param>
    /// <returns>The triggers and the problems of endpoints; a refusal when the endpoint is not one of the configured ones.</returns>
    [Alias("refresh"), ResponseTimeout("00:01:00")]
    Task<Outcome<RegisteredTriggers>> RefreshAsync(string? endpoint, CancellationToken cancellation);

    /// <summary>Reads the triggers and the problems of endpoints.</summary>
    [Alias("read")]
    Task<RegisteredTriggers> ReadAsync();
}
