namespace MoCluster.Client;

/// <summary>An event to send.</summary>
/// <param name="RoutingKey">The routing key, up to 255 characters.</param>
/// <param name="Subject">The identifier of what the event concerns, up to 220 characters. Put no data into it.</param>
public sealed record OutgoingEvent(string RoutingKey, string Subject)
{
    /// <summary>The priority; 1 is first. 10000 by default.</summary>
    public int Priority { get; init; } = 10_000;

    /// <summary>The key: events with the same key are never leased twice at once within a group of listeners. The subject when null.</summary>
    public string? Key { get; init; }

    /// <summary>The only owner whose listeners get the event; null for all.</summary>
    public Guid? Owner { get; init; }

    /// <summary>The only listener that gets the event; null for all. Give an owner or a listener, not both.</summary>
    public Guid? Listener { get; init; }
}
