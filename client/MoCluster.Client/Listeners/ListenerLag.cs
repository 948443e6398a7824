namespace MoCluster.Client;

/// <summary>A listener, and how far it is behind its stream, computed from stored numbers.</summary>
/// <param name="Info">The listener.</param>
/// <param name="Behind">How many events lie between its frontier and the end of the stream. At most this many wait.</param>
/// <param name="Frontier">The number up to which everything is settled, except parked, delayed and silenced events.</param>
/// <param name="Head">The number of the stream's last event; 0 before the first.</param>
/// <param name="FirstKept">The number of the first event that the stream keeps.</param>
/// <param name="Pins">Whether its oldest unsettled event is kept only because of it, for longer than the server's limit.</param>
/// <param name="OldestAt">When the first event above its frontier was committed; null if there is none.</param>
public sealed record ListenerLag(
    ListenerInfo Info, long Behind, long Frontier, long Head, long FirstKept, bool Pins, DateTimeOffset? OldestAt);
