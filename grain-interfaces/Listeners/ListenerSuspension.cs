namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>
/// The suspension of a listener that pinned the log (docs/architecture.md §5.10): it does not hold the log any more. Its fetches are refused until it is
/// resumed, and events that it had not settled are deleted once they are older than the retention.
/// </summary>
/// <param name="Since">The time since which it is suspended.</param>
/// <param name="From">The first number that it had not settled then. Nothing before it is lost.</param>
/// <param name="To">The number of the stream's last event then.</param>
[GenerateSerializer, Immutable, Alias("mo.listener-suspension")]
public sealed record ListenerSuspension(
    [property: Id(0)] DateTimeOffset Since, [property: Id(1)] long From, [property: Id(2)] long To);
