namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>
/// What happened in a listener's queue since its group was last started: counters, and rates that follow them within about a minute.
/// </summary>
/// <param name="Since">The time since which events are counted.</param>
/// <param name="Arrived">Events that were appended to its stream.</param>
/// <param name="Delivered">Deliveries, repeated ones included.</param>
/// <param name="Redelivered">Deliveries of what had been delivered before and not acknowledged.</param>
/// <param name="Acknowledged">Acknowledgements that settled a number or ended a lease.</param>
/// <param name="Nacked">Leases that ended by a nack or a park.</param>
/// <param name="Expired">Leases that ended by time.</param>
/// <param name="Parked">Entries that were parked: on request, or because their attempts were used up.</param>
/// <param name="ArrivedPerSecond">Events a second that were appended.</param>
/// <param name="DeliveredPerSecond">Deliveries a second.</param>
/// <param name="AcknowledgedPerSecond">Acknowledgements a second.</param>
[GenerateSerializer, Immutable, Alias("mo.listener-activity")]
public sealed record ListenerActivity(
    [property: Id(0)] DateTimeOffset Since,
    [property: Id(1)] long Arrived,
    [property: Id(2)] long Delivered,
    [property: Id(3)] long Redelivered,
    [property: Id(4)] long Acknowledged,
    [property: Id(5)] long Nacked,
    [property: Id(6)] long Expired,
    [property: Id(7)] long Parked,
    [property: Id(8)] double ArrivedPerSecond,
    [property: Id(9)] double DeliveredPerSecond,
    [property: Id(10)] double AcknowledgedPerSecond);
