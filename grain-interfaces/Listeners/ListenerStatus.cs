namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>How a listener's queue stands.</summary>
/// <param name="Pending">Entries that wait to be fetched, those in back-off included.</param>
/// <param name="Leased">Entries in somebody's hand.</param>
/// <param name="Parked">Entries set aside.</param>
/// <param name="Silenced">Entries that are delivered last and raise no alert.</param>
/// <param name="Frontier">The number up to which everything is settled.</param>
/// <param name="Read">The number up to which the log has been read.</param>
/// <param name="Head">The number of the stream's last known event.</param>
/// <param name="Delayed">Those of <paramref name="Pending"/> that wait for an instant: in back-off, or given back with a delay.</param>
/// <param name="Oldest">
/// When the event came about that has waited longest of those that raise alerts, neither silenced nor parked; null when there is none.
/// </param>
/// <param name="Attempts">The most deliveries of one entry that came back; 0 when none did.</param>
/// <param name="Activity">What happened since the group was last begun; null from a silo of a build that does not tell.</param>
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
