namespace MoCluster.Client;

/// <summary>What a listener is to be. What is left out keeps the server's default.</summary>
/// <param name="Namespace">The namespace to which it listens: <c>MO</c> for MO's own objects.</param>
/// <param name="RoutingKey">The routing key to which it listens; for MO's own objects their type, for example <c>org_unit</c>.</param>
/// <param name="UserKey">The caller's name for it, by which it is identified: the same declaration again finds the same listener.</param>
public sealed record ListenerDeclaration(string Namespace, string RoutingKey, string UserKey)
{
    /// <summary>The caller's name of a group. Listeners of one group never lease events of the same person or org unit twice at once.</summary>
    public string? Group { get; init; }

    /// <summary>How long an event stays leased; 3 minutes by default.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>The longest time between two deliveries of one event; 17 hours by default.</summary>
    public TimeSpan? MaxBackOff { get; init; }

    /// <summary>After how many deliveries an event is parked; never by default.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How many events may be leased at once; 10 000 by default.</summary>
    public int? MaxInFlight { get; init; }
}
