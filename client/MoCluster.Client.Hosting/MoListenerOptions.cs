using MoCluster.Client.Hosting.Integration;

namespace MoCluster.Client.Hosting;

/// <summary>
/// One listener of an integration, and how its events are handled. In the configuration it is under <c>Listeners:NAMESPACE/ROUTING_KEY</c>, which wins over the
/// program.
/// </summary>
public sealed class MoListenerOptions
{
    /// <summary>The name by which the server knows the listener; <c>NAME/NAMESPACE/ROUTING_KEY</c> with the integration's name when null.</summary>
    public string? UserKey { get; set; }

    /// <summary>The name of a group. Listeners of one group never lease events of the same person or org unit twice at once. None when null.</summary>
    public string? Group { get; set; }

    /// <summary>How many events are handled at once; 4 by default. Events with the same subject or the same key never are.</summary>
    public int Parallelism { get; set; } = 4;

    /// <summary>
    /// The most events of the listener that are leased at once; four times the parallelism when null. Programs that share a listener share it too, so it should
    /// be enough for all of them.
    /// </summary>
    public int? Window { get; set; }

    /// <summary>How long an event stays leased unless it is touched, which happens while it waits and while it is handled; the server's 3 minutes when null.</summary>
    public TimeSpan? Lease { get; set; }

    /// <summary>The longest time between two deliveries of one event; the server's 17 hours when null.</summary>
    public TimeSpan? MaxBackOff { get; set; }

    /// <summary>
    /// After how many deliveries an event is parked when its handler fails; never when null. Deliveries that ended with a retry-after count, but a retry-after
    /// itself never parks.
    /// </summary>
    public int? MaxAttempts { get; set; }

    /// <summary>
    /// After how many deliveries the server parks an event by itself, whatever they ended with; never when null. This also stops an event whose handler kills the
    /// program.
    /// </summary>
    public int? MaxDeliveries { get; set; }

    /// <summary>After how long a handler is cancelled, which is a failure; 1 hour by default.</summary>
    public TimeSpan HandlerTimeout { get; set; } = TimeSpan.FromHours(1);

    internal int WindowOrDefault => Window ?? Math.Min(4 * Parallelism, MoListenerOptionsRules.MaxWindow);
}
