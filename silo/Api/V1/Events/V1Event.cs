using System.ComponentModel.DataAnnotations;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Silo.Api.V1.Events;

/// <summary>An event to publish.</summary>
/// <param name="RoutingKey">To which routing key.</param>
/// <param name="Subject">Whom it concerns: an identifier, not data.</param>
/// <param name="Priority">1 is first.</param>
/// <param name="Key">What must not be in two hands at once within a group of listeners; the subject when absent.</param>
/// <param name="Owner">For the listeners of this owner alone.</param>
/// <param name="Listener">For this listener alone. Only one of owner and listener is given.</param>
internal sealed record V1Event(
    [property: Length(1, StreamKey.MaxNameLength)] string RoutingKey,
    [property: Length(1, EventRecord.MaxSubjectLength)] string Subject,
    [property: Bounds(Least = 1)] int Priority = EventRecord.DefaultPriority,
    [property: Length(1, EventRecord.MaxSubjectLength)] string? Key = null,
    Guid? Owner = null,
    Guid? Listener = null);
