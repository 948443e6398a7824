using System.Text.Json.Serialization;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Silo.Api.V1.Events;

/// <summary>An event in the caller's hand; the fields are those of GraphQL's <c>Event</c>.</summary>
/// <param name="Uuid">The event's own identity.</param>
/// <param name="Subject">Whom it concerns.</param>
/// <param name="Priority">1 is first: the lowest among the events that this one stands for.</param>
/// <param name="Token">What acknowledges it. Opaque.</param>
/// <param name="Number">Its place in its stream.</param>
/// <param name="Time">When it came about.</param>
/// <param name="Key">What is not in two hands at once within a group.</param>
/// <param name="RegistrationId">The number of the registration that it speaks of; null for events that were published.</param>
/// <param name="Attempt">Which delivery of it this is, from 1.</param>
/// <param name="LeasedUntil">When it is handed out again unless it was acknowledged.</param>
/// <param name="Traceparent">The W3C trace parent of the recorded span that caused it, to link to; left out where no trace of it was recorded.</param>
internal sealed record V1Delivery(
    Guid Uuid,
    string Subject,
    int Priority,
    string Token,
    long Number,
    DateTimeOffset Time,
    string Key,
    long? RegistrationId,
    int Attempt,
    DateTimeOffset LeasedUntil,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Traceparent = null)
{
    /// <summary>As a delivery is shown.</summary>
    /// <param name="delivery">The delivery.</param>
    public static V1Delivery Of(Delivery delivery) => new(
        delivery.Event.Uuid,
        delivery.Event.Subject,
        delivery.Priority,
        delivery.Token,
        delivery.Event.Number,
        delivery.Event.Time,
        delivery.Event.Key,
        delivery.Event.Registration?.Number,
        delivery.Attempt,
        delivery.Until,
        delivery.Event.TraceParent);
}
