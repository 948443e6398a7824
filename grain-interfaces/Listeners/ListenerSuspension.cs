namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>
/// Why a listener holds the log no longer: it held it beyond the limit (DESIGN.md §5). Its fetches are refused until it is resumed, and
/// what it had not settled is let go as it gets older than the retention.
/// </summary>
/// <param name="Since">Since when.</param>
/// <param name="From">The first number that it had not settled then: nothing before it is lost.</param>
/// <param name="To">The number of the stream's last event then.</param>
[GenerateSerializer, Immutable, Alias("mo.listener-suspension")]
public sealed record ListenerSuspension(
    [property: Id(0)] DateTimeOffset Since, [property: Id(1)] long From, [property: Id(2)] long To);
