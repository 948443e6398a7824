using MoCluster.GrainInterfaces.Events;

namespace MoCluster.GrainInterfaces.Namespaces;

/// <summary>An event that an integration sends.</summary>
/// <param name="RoutingKey">Which stream of the namespace.</param>
/// <param name="Subject">Whom it concerns; an identifier, not data.</param>
/// <param name="Priority">1 is first.</param>
/// <param name="Key">What must not be in two hands at once; null for the subject.</param>
/// <param name="Target">To whom alone it speaks; null for everybody.</param>
[GenerateSerializer, Immutable, Alias("mo.published-event")]
public sealed record PublishedEvent(
    [property: Id(0)] string RoutingKey,
    [property: Id(1)] string Subject,
    [property: Id(2)] int Priority = EventRecord.DefaultPriority,
    [property: Id(3)] string? Key = null,
    [property: Id(4)] EventTarget? Target = null);
