using System.Text.Json.Serialization;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Silo.Api.V1.Events;

/// <summary>An event that is leased to the caller. The fields are those of GraphQL's <c>Event</c>.</summary>
/// <param name="Uuid">The identity of the event.</param>
/// <param name="Subject">The identifier of what the event concerns.</param>
/// <param name="Priority">The priority; 1 is first. It is the lowest number among the events that this one stands for.</param>
/// <param name="Token">The token that acknowledges the event. Opaque.</param>
/// <param name="Number">The position of the event in its stream.</param>
/// <param name="Time">When the event was committed.</param>
/// <param name="Key">The key. Events with the same key are never leased twice at once within a group.</param>
/// <param name="RegistrationId">The number of the registration behind the event; null for published events.</param>
/// <param name="Attempt">The number of this delivery of the event, from 1.</param>
/// <param name="LeasedUntil">When the lease ends. The event is delivered again then, unless it was acknowledged.</param>
/// <param name="Traceparent">The W3C trace parent of the span that caused the event, to link to. Absent if no trace was recorded.</param>
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
    /// <summary>Converts a delivery of a grain.</summary>
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
