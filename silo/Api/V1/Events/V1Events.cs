using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Api.V1.Events;

/// <summary>The endpoints that publish and fetch. Their documentation becomes that of the OpenAPI document.</summary>
internal static class V1Events
{
    /// <summary>Publishes events to a namespace of the caller.</summary>
    /// <param name="namespace">
    /// The name, percent-encoded. Clients remove the names . and .. from paths; use /v1/events for them, which takes the name in its body.
    /// </param>
    /// <param name="body">The events.</param>
    /// <param name="request">The request of the caller.</param>
    /// <param name="publications">Publishes the events.</param>
    /// <param name="options">The limits.</param>
    /// <response code="200">Done, and durable.</response>
    public static Task<Ok<V1Numbers>> PublishAsync(
        [Length(1, StreamKey.MaxNameLength)] string @namespace,
        V1Body<V1Publication> body,
        V1Request request,
        Publications publications,
        ApiOptions options) => PublishAsync(publications, request, RawPath.Decode(@namespace), body.Value.Events, options);

    /// <summary>
    /// Publishes events to a namespace of the caller that the body names. It takes any name, also . and .., which a path cannot hold.
    /// </summary>
    /// <param name="body">The events and the namespace.</param>
    /// <param name="request">The request of the caller.</param>
    /// <param name="publications">Publishes the events.</param>
    /// <param name="options">The limits.</param>
    /// <response code="200">Done, and durable.</response>
    public static Task<Ok<V1Numbers>> PublishToAsync(
        V1Body<V1PublicationTo> body, V1Request request, Publications publications, ApiOptions options) =>
        PublishAsync(publications, request, body.Value.Namespace, body.Value.Events, options);

    /// <summary>Leases the next events of a listener of the caller, and waits for some if there are none.</summary>
    /// <param name="listener">The uuid of the listener.</param>
    /// <param name="body">The most events, and how long to wait.</param>
    /// <param name="request">The request of the caller.</param>
    /// <param name="fetches">Fetches the events.</param>
    /// <param name="options">The limits.</param>
    /// <response code="200">
    /// The leased events; possibly none. Acknowledge each event with its token, or it is delivered again when its lease ends.
    /// </response>
    public static async Task<Ok<V1Deliveries>> FetchAsync(
        string listener, V1Body<V1Fetch> body, V1Request request, Fetches fetches, ApiOptions options)
    {
        options.CheckRange(body.Value.Limit, 1, V1Limit.FetchLength, "limit");
        options.CheckRange(body.Value.WaitSeconds, 0, V1Limit.Wait, "wait_seconds");
        var uuid = V1Paths.ListenerOf(listener);
        var grain = await fetches.GrainOfAsync(request.Api, uuid, "listener", request.Aborted);
        var fetch = new Fetch(uuid, body.Value.Limit, TimeSpan.FromSeconds(body.Value.WaitSeconds));
        var found = await fetches.WaitAsync(grain, request.Api, fetch, request.Aborted);
        return TypedResults.Ok(new V1Deliveries([.. found.Select(V1Delivery.Of)]));
    }

    /// <summary>Leases events as they come, until the caller disconnects or its bearer token expires.</summary>
    /// <param name="listener">The uuid of the listener.</param>
    /// <param name="body">The most events at once.</param>
    /// <param name="request">The request of the caller.</param>
    /// <param name="fetches">Fetches the events.</param>
    /// <param name="tokens">Nacks events that could not be sent.</param>
    /// <param name="time">Measures the waits of the stream.</param>
    /// <param name="options">The limits.</param>
    /// <response code="200">
    /// One delivery on each line. An empty line, at least every ten seconds, shows that the stream is alive. The stream ends when the process
    /// stops or the listener is deleted; connect again then. It also ends when the bearer token expires; connect with a new one then.
    /// </response>
    public static async Task<V1Stream> StreamAsync(
        string listener,
        V1Body<V1Window> body,
        V1Request request,
        Fetches fetches,
        TokenUses tokens,
        TimeProvider time,
        ApiOptions options)
    {
        options.CheckRange(body.Value.Window, 1, V1Limit.FetchLength, "window");
        var uuid = V1Paths.ListenerOf(listener);
        var grain = await fetches.GrainOfAsync(request.Api, uuid, "listener", request.Aborted);
        var fetch = new Fetch(uuid, body.Value.Window, TimeSpan.Zero, body.Value.Window);

        // The first fetch comes before the first line, so that refusals get a status. Later the stream can only end.
        var found = await fetches.WaitAsync(grain, request.Api, fetch, request.Aborted);
        return new V1Stream(fetches, tokens, time, grain, request.Api, fetch, found);
    }

    private static async Task<Ok<V1Numbers>> PublishAsync(
        Publications publications, V1Request request, string name, IReadOnlyList<V1Event> events, ApiOptions options)
    {
        options.CheckLength(events, "events");
        var publication = new Publication([.. events.Select(ToEvent)], request.Api.IdempotencyKeyOf("v1/events"));
        return TypedResults.Ok(new V1Numbers(await publications.PublishAsync(request.Api, name, publication, path => path)));
    }

    private static PublishedEvent ToEvent(V1Event published, int index) => new(
        published.RoutingKey,
        published.Subject,
        published.Priority,
        published.Key,
        Publications.TargetOf(published.Owner, published.Listener, $"events[{index}].owner"));
}
