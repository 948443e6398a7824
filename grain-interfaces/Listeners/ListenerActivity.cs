namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>
/// What happened at a listener's queue since its group was last begun: counters, and rates that follow them within about a minute.
/// </summary>
/// <param name="Since">Since when it is counted.</param>
/// <param name="Arrived">Events that came to its stream.</param>
/// <param name="Delivered">Hand-outs, repeated ones included.</param>
/// <param name="Redelivered">Hand-outs of what had been handed out before, without an acknowledgement.</param>
/// <param name="Acknowledged">Acknowledgements that settled something, or ended a lease.</param>
/// <param name="Nacked">Hand-outs that came back by hand.</param>
/// <param name="Expired">Hand-outs that came back because their lease ended.</param>
/// <param name="Parked">Entries set aside: by hand, or because their attempts were used up.</param>
/// <param name="ArrivedPerSecond">Events that come a second.</param>
/// <param name="DeliveredPerSecond">Hand-outs a second.</param>
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
