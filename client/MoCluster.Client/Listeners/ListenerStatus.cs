namespace MoCluster.Client;

/// <summary>The exact status of a listener's queue.</summary>
/// <param name="Pending">How many entries wait to be fetched, including those in back-off.</param>
/// <param name="Delayed">How many of these wait for an instant.</param>
/// <param name="Leased">How many entries are leased.</param>
/// <param name="Parked">How many entries are parked.</param>
/// <param name="Silenced">How many entries are delivered last and raise no alert.</param>
/// <param name="Unread">How many events of the stream wait in the log until there is room in the queue.</param>
/// <param name="OldestAt">When the event was committed that has waited longest, not counting silenced and parked ones; null if none waits.</param>
/// <param name="Attempts">The most deliveries of one entry that ended without an acknowledgement.</param>
/// <param name="Frontier">The number up to which everything is settled.</param>
/// <param name="Head">The number of the stream's last known event.</param>
/// <param name="ArrivedPerSecond">How many events arrived a second, averaged over about a minute; null while the server cannot tell.</param>
/// <param name="DeliveredPerSecond">How many deliveries there were a second; null while the server cannot tell.</param>
/// <param name="AcknowledgedPerSecond">How many acknowledgements there were a second; null while the server cannot tell.</param>
public sealed record ListenerStatus(
    long Pending,
    long Delayed,
    long Leased,
    long Parked,
    long Silenced,
    long Unread,
    DateTimeOffset? OldestAt,
    int Attempts,
    long Frontier,
    long Head,
    double? ArrivedPerSecond,
    double? DeliveredPerSecond,
    double? AcknowledgedPerSecond);
