namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>How a listener's queue stands.</summary>
/// <param name="Pending">Entries that wait to be fetched, those in back-off included.</param>
/// <param name="Leased">Entries in somebody's hand.</param>
/// <param name="Parked">Entries set aside.</param>
/// <param name="Silenced">Entries that are delivered last and raise no alert.</param>
/// <param name="Frontier">The number up to which everything is settled.</param>
/// <param name="Read">The number up to which the log has been read.</param>
/// <param name="Head">The number of the stream's last known event.</param>
[GenerateSerializer, Immutable, Alias("mo.listener-status")]
public sealed record ListenerStatus(
    [property: Id(0)] long Pending,
    [property: Id(1)] long Leased,
    [property: Id(2)] long Parked,
    [property: Id(3)] long Silenced,
    [property: Id(4)] long Frontier,
    [property: Id(5)] long Read,
    [property: Id(6)] long Head);
