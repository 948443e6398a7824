using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Listeners;
using MoCluster.Silo.Api.GraphQL;
using MoCluster.Silo.Api.GraphQL.Events;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.Http.V1;

/// <summary>Publishing, fetching, and what is done with tokens.</summary>
/// <param name="options">The limits.</param>
/// <param name="publications">Publishes events.</param>
/// <param name="fetches">Fetches events.</param>
/// <param name="tokens">Does what is asked for by token.</param>
internal sealed class V1Events(ApiOptions options, Publications publications, Fetches fetches, TokenUses tokens)
{
    /// <summary><c>POST /v1/namespaces/{namespace}/events</c>: all of the events or none.</summary>
    public async Task PublishAsync(HttpContext context, ApiRequest request)
    {
        var body = await V1Json.ReadAsync<V1Publication>(context, options);
        await PublishAsync(context, request, SegmentOf(context, "namespace"), body.Events);
    }

    /// <summary><c>POST /v1/events</c>: the same, of a namespace that the body names. Clients take <c>.</c> and <c>..</c> out of paths.</summary>
    public async Task PublishToAsync(HttpContext context, ApiRequest request)
    {
        var body = await V1Json.ReadAsync<V1PublicationTo>(context, options);
        await PublishAsync(context, request, body.Namespace, body.Events);
    }

    /// <summary><c>POST /v1/listeners/{listener}/fetch</c>: long poll.</summary>
    public async Task FetchAsync(HttpContext context, ApiRequest request)
    {
        var body = await V1Json.ReadAsync<V1Fetch>(context, options);
        CheckRange(body.Limit, 1, options.MaxFetchLength, "limit");
        CheckRange(body.WaitSeconds, 0, options.MaxWait.TotalSeconds, "wait_seconds");
        var listener = ListenerOf(context);
        var grain = await fetches.GrainOfAsync(request, listener, "listener", context.RequestAborted);
        var fetch = new Fetch(listener, body.Limit, TimeSpan.FromSeconds(body.WaitSeconds));
        var found = await fetches.WaitAsync(grain, request, fetch, context.RequestAborted);
        await V1Json.WriteAsync(context, new V1Deliveries([.. found.Select(V1Delivery.Of)]));
    }

    /// <summary><c>POST /v1/acknowledge</c>: those of each listener in one commit.</summary>
    public async Task AcknowledgeAsync(HttpContext context, ApiRequest request)
    {
        var body = await V1Json.ReadAsync<V1Tokens>(context, options);
        CheckLength(body.Tokens, "tokens");
        var parsed = body.Tokens.Select((text, i) => Parse(text, $"tokens[{i}]")).ToArray();
        await tokens.SettleAsync(request, parsed, context.RequestAborted);
        await V1Json.WriteAsync(context, new V1Acknowledged(parsed.Length));
    }

    /// <summary><c>POST /v1/nack</c>: gives events back; for each, whether its lease stood.</summary>
    public async Task NackAsync(HttpContext context, ApiRequest request)
    {
        var body = await V1Json.ReadAsync<V1Nacks>(context, options);
        CheckLength(body.Events, "events");
        var results = await UseAsync(context, request, body.Events, "delay_seconds", TokenVerb.GiveBack, ListenerPolicy.LongestDelay);
        await V1Json.WriteAsync(context, new V1Stood([.. results.Select(result => result.Stood)]));
    }

    /// <summary><c>POST /v1/touch</c>: extends leases; for each, when it ends.</summary>
    public async Task TouchAsync(HttpContext context, ApiRequest request)
    {
        var body = await V1Json.ReadAsync<V1Touches>(context, options);
        CheckLength(body.Events, "events");
        var uses = body.Events.Select(touched => new V1Nack(touched.Token, touched.LeaseSeconds)).ToArray();
        var results = await UseAsync(context, request, uses, "lease_seconds", TokenVerb.Extend, ListenerPolicy.LongestLease);
        await V1Json.WriteAsync(context, new V1Leases([.. results.Select(result => result.Until)]));
    }

    /// <summary>The listener that a path names.</summary>
    public static Guid ListenerOf(HttpContext context) =>
        Guid.TryParseExact(SegmentOf(context, "listener"), "D", out var listener)
            ? listener
            : throw Refusals.InvalidInput("A listener is named by its uuid, which looks like 3b866d97-0b1f-48e0-8078-686d96f430b3.", "listener");

    /// <summary>Refuses what is out of its range.</summary>
    public static void CheckRange(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw Refusals.InvalidInput($"{name} is {value}; it must be from {least} to {most}.", name);
    }

    private static string SegmentOf(HttpContext context, string name) => RawPath.Decode((string)context.Request.RouteValues[name]!);

    private async Task PublishAsync(HttpContext context, ApiRequest request, string name, IReadOnlyList<V1Event> events)
    {
        CheckLength(events, "events");
        var publication = new Publication([.. events.Select(ToEvent)], KeptUnder.Of(request, "v1/events"));
        await V1Json.WriteAsync(context, new V1Numbers(await publications.PublishAsync(request, name, publication, path => path)));
    }

    private void CheckLength<T>(IReadOnlyList<T> items, string name)
    {
        if (items.Count > options.MaxBatchLength)
            throw Refusals.InvalidInput($"{name} has {items.Count} items; it may have {options.MaxBatchLength} at most.", name);
    }

    private async ValueTask<TokenResult[]> UseAsync(
        HttpContext context, ApiRequest request, IReadOnlyList<V1Nack> uses, string seconds, TokenVerb verb, TimeSpan most)
    {
        var commands = new List<(Token, TokenCommand)>(uses.Count);
        for (var i = 0; i < uses.Count; i++)
        {
            if (uses[i].DelaySeconds is { } given)
                CheckRange(given, 0, most.TotalSeconds, $"events[{i}].{seconds}");
            var delay = uses[i].DelaySeconds is { } delayed ? TimeSpan.FromSeconds(delayed) : (TimeSpan?)null;
            commands.Add((Parse(uses[i].Token, $"events[{i}].token"), new TokenCommand(uses[i].Token, verb, delay, uses[i].Reason)));
        }

        return await tokens.UseAsync(request, commands, index => $"events[{index}]", context.RequestAborted);
    }

    private static Token Parse(string text, string path) => Token.TryParse(text, out var token)
        ? token
        : throw Refusals.ToException(Token.Unparsable with { Path = path });

    private static PublishedEvent ToEvent(V1Event published, int index) => new(
        published.RoutingKey,
        published.Subject,
        published.Priority,
        published.Key,
        Publications.TargetOf(published.Owner, published.Listener, $"events[{index}].owner"));
}
