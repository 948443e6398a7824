using MoCluster.GrainInterfaces.Events;

namespace MoCluster.GrainInterfaces.Namespaces;

/// <summary>An event that an integration sends.</summary>
/// <param name="RoutingKey">The routing key of the stream.</param>
/// <param name="Subject">The identifier of what the event concerns; no data.</param>
/// <param name="Priority">The priority. 1 comes first.</param>
/// <param name="Key">The key; null for the subject. A listener group leases at most one event with the same key at a time.</param>
/// <param name="Target">The only listener or owner to whom the event goes; null for all.</param>
[GenerateSerializer, Immutable, Alias("mo.published-event")]
public sealed record PublishedEvent(
    [property: Id(0)] string RoutingKey,
    [property: Id(1)] string Subject,
    [property: Id(2)] int Priority = EventRecord.DefaultPriority,
    [property: Id(3)] string? Key = null,
    [property: Id(4)] EventTarget? Target = null);
