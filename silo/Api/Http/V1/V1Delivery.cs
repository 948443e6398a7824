using System.Text.Json.Serialization;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Silo.Api.Http.V1;

/// <summary>An event in the caller's hand; the fields are those of GraphQL's <c>Event</c>.</summary>
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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Traceparent)
{
    /// <summary>As a delivery is shown.</summary>
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
