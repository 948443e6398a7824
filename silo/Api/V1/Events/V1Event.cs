using System.ComponentModel.DataAnnotations;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Silo.Api.V1.Events;

/// <summary>An event to publish.</summary>
/// <param name="RoutingKey">The routing key.</param>
/// <param name="Subject">The identifier of what the event concerns. Put no data into it.</param>
/// <param name="Priority">The priority; 1 is first.</param>
/// <param name="Key">The key. Events with the same key are never leased twice at once within a group of listeners. The subject when absent.</param>
/// <param name="Owner">The only owner whose listeners get the event.</param>
/// <param name="Listener">The only listener that gets the event. Give an owner or a listener, not both.</param>
internal sealed record V1Event(
    [property: Length(1, StreamKey.MaxNameLength)] string RoutingKey,
    [property: Length(1, EventRecord.MaxSubjectLength)] string Subject,
    [property: Bounds(Least = 1)] int Priority = EventRecord.DefaultPriority,
    [property: Length(1, EventRecord.MaxSubjectLength)] string? Key = null,
    Guid? Owner = null,
    Guid? Listener = null);
