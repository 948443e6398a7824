using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Api.V1.Events;

/// <summary>Publishing and fetching. What is said of each method here is what the description tells.</summary>
internal static class V1Events
{
    /// <summary>Publishes events to a namespace of the caller's.</summary>
    /// <param name="namespace">
    /// The name, percent-encoded. Clients take . and .. out of paths; /v1/events takes the name in its body.
    /// </param>
    /// <param name="body">The events.</param>
    /// <param name="request">On whose behalf.</param>
    /// <param name="publications">Publishes.</param>
    /// <param name="options">The limits.</param>
    /// <response code="200">Done, and durable.</response>
    public static Task<Ok<V1Numbers>> PublishAsync(
        [Length(1, StreamKey.MaxNameLength)] string @namespace,
        V1Body<V1Publication> body,
        V1Request request,
        Publications publications,
        ApiOptions options) => PublishAsync(publications, request, RawPath.Decode(@namespace), body.Value.Events, options);

    /// <summary>
    /// Publishes events to a namespace of the caller's that the body names: for names that paths cannot hold, as . and .., and everybody else.
    /// </summary>
    /// <param name="body">The events, and to which namespace.</param>
    /// <param name="request">On whose behalf.</param>
    /// <param name="publications">Publishes.</param>
    /// <param name="options">The limits.</param>
    /// <response code="200">Done, and durable.</response>
    public static Task<Ok<V1Numbers>> PublishToAsync(
        V1Body<V1PublicationTo> body, V1Request request, Publications publications, ApiOptions options) =>
        PublishAsync(publications, request, body.Value.Namespace, body.Value.Events, options);

    /// <summary>Leases the next events of a listener of the caller's, or waits for some.</summary>
    /// <param name="listener">The listener's uuid.</param>
    /// <param name="body">How many, and how long to wait.</param>
    /// <param name="request">On whose behalf.</param>
    /// <param name="fetches">Fetches.</param>
    /// <param name="options">The limits.</param>
    /// <response code="200">
    /// What there was; possibly nothing. What was fetched is acknowledged by its token, else it is handed out again when its lease ends.
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

    /// <summary>Leases events as they come, until the caller goes away or its token expires.</summary>
    /// <param name="listener">The listener's uuid.</param>
    /// <param name="body">How many at once.</param>
    /// <param name="request">On whose behalf.</param>
    /// <param name="fetches">Fetches.</param>
    /// <param name="tokens">Gives back what could not be sent.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">The limits.</param>
    /// <response code="200">
    /// A delivery a line; an empty line, every ten seconds at least, says that the stream is alive. It ends when the process stops or the
    /// listener is deleted: connect again; and with the token, as it would be refused by then: connect with a new one.
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

        // What must be refused is refused before the first line; from then on the end of the answer is all that can be said.
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
