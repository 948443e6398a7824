namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>The status of a listener's queue.</summary>
/// <param name="Pending">Entries that are pending, delayed ones included.</param>
/// <param name="Leased">Entries that are leased.</param>
/// <param name="Parked">Entries that are parked.</param>
/// <param name="Silenced">Entries that are delivered last and raise no alert.</param>
/// <param name="Frontier">The number up to which everything is settled.</param>
/// <param name="Read">The number up to which the log has been read.</param>
/// <param name="Head">The number of the stream's last known event.</param>
/// <param name="Delayed">Entries of <paramref name="Pending"/> that are delayed: in back-off, or nacked with a delay.</param>
/// <param name="Oldest">
/// The time of the event that has waited longest and is neither silenced nor parked; null when there is none.
/// </param>
/// <param name="Attempts">The most deliveries of one entry without an acknowledgement; 0 when there is no such entry.</param>
/// <param name="Activity">What happened since the group was last started; null from a silo of an earlier build that does not count.</param>
[GenerateSerializer, Immutable, Alias("mo.listener-status")]
public sealed record ListenerStatus(
    [property: Id(0)] long Pending,
    [property: Id(1)] long Leased,
    [property: Id(2)] long Parked,
    [property: Id(3)] long Silenced,
    [property: Id(4)] long Frontier,
    [property: Id(5)] long Read,
    [property: Id(6)] long Head,
    [property: Id(7)] long Delayed = 0,
    [property: Id(8)] DateTimeOffset? Oldest = null,
    [property: Id(9)] int Attempts = 0,
    [property: Id(10)] ListenerActivity? Activity = null);
