using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Silo.Api.Http.V1;

/// <summary>An event to publish.</summary>
/// <param name="RoutingKey">To which routing key.</param>
/// <param name="Subject">Whom it concerns.</param>
/// <param name="Priority">1 is first.</param>
/// <param name="Key">What must not be in two hands at once within a group; null for the subject.</param>
/// <param name="Owner">For the listeners of this owner alone.</param>
/// <param name="Listener">For this listener alone.</param>
internal sealed record V1Event(
    string RoutingKey, string Subject, int Priority = EventRecord.DefaultPriority, string? Key = null, Guid? Owner = null, Guid? Listener = null);
