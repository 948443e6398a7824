using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Listeners;
using MoCluster.Silo.Api.GraphQL;
using MoCluster.Silo.Api.GraphQL.Events;
using MoCluster.Silo.Configuration;

namespace MoCluster.Silo.Api.Http.V1;

/// <summary>Publishing, fetching, and what is done with tokens.</summary>
/// <param name="options">The limits.</param>
internal sealed class V1Events(ApiOptions options)
{
    /// <summary><c>POST /v1/namespaces/{namespace}/events</c>: all of the events or none.</summary>
    public async Task PublishAsync(HttpContext context, ApiRequest request)
    {
        var body = await V1Json.ReadAsync<V1Publication>(context, options);
        CheckItems(body.Events, "events");
        var name = (string)context.Request.RouteValues["namespace"]!;
        if (name.Length > StreamKey.MaxNameLength)
            throw Refusals.InvalidInput($"The name of a namespace has 1 to {StreamKey.MaxNameLength} characters; this one has {name.Length}.", "namespace");
        var key = request.IdempotencyKey is { } given ? new IdempotencyKey(request.Actor.Uuid, given, "v1/events") : null;
        var publication = new Publication([.. body.Events.Select(ToEvent)], key);
        var grain = request.Node.Grains.GetGrain<INamespaceGrain>(StreamKey.CanonicalNamespace(name));
        var result = (await (key is null
            ? request.Node.Calls.CommandAsync(() => grain.PublishAsync(request.Actor, publication))
            : request.Node.Calls.RepeatableAsync(() => grain.PublishAsync(request.Actor, publication)))).OrThrow();
        await V1Json.WriteAsync(context, new V1Numbers(result.Numbers));
    }

    /// <summary><c>POST /v1/listeners/{listener}/fetch</c>: long poll.</summary>
    public async Task FetchAsync(HttpContext context, ApiRequest request)
    {
        var body = await V1Json.ReadAsync<V1Fetch>(context, options);
        CheckRange(body.Limit, 1, options.MaxFetchLength, "limit");
        CheckRange(body.WaitSeconds, 0, options.MaxWait.TotalSeconds, "wait_seconds");
        var listener = ListenerOf(context);
        var grain = await Fetches.GrainOfAsync(request, listener, "listener", context.RequestAborted);
        var fetch = new Fetch(listener, body.Limit, TimeSpan.FromSeconds(body.WaitSeconds));
        var found = await Fetches.WaitAsync(grain, request, fetch, context.RequestAborted);
        await V1Json.WriteAsync(context, new V1Deliveries([.. found.Select(V1Delivery.Of)]));
    }

    /// <summary><c>POST /v1/acknowledge</c>: those of each listener in one commit.</summary>
    public async Task AcknowledgeAsync(HttpContext context, ApiRequest request)
    {
        var body = await V1Json.ReadAsync<V1Tokens>(context, options);
        CheckItems(body.Tokens, "tokens");
        var tokens = body.Tokens.Select((text, i) => Parse(text, $"tokens[{i}]")).ToArray();
        await TokenUses.SettleAsync(request, tokens, context.RequestAborted);
        await V1Json.WriteAsync(context, new V1Acknowledged(tokens.Length));
    }

    /// <summary><c>POST /v1/nack</c>: gives events back; for each, whether its lease stood.</summary>
    public async Task NackAsync(HttpContext context, ApiRequest request)
    {
        var body = await V1Json.ReadAsync<V1Nacks>(context, options);
        CheckItems(body.Events, "events");
        var results = await UseAsync(context, request, body.Events, "delay_seconds", TokenVerb.GiveBack, ListenerPolicy.LongestDelay);
        await V1Json.WriteAsync(context, new V1Stood([.. results.Select(result => result.Stood)]));
    }

    /// <summary><c>POST /v1/touch</c>: extends leases; for each, when it ends.</summary>
    public async Task TouchAsync(HttpContext context, ApiRequest request)
    {
        var body = await V1Json.ReadAsync<V1Touches>(context, options);
        CheckItems(body.Events, "events");
        var uses = body.Events.Select(touched => new V1Nack(touched.Token, touched.LeaseSeconds)).ToArray();
        var results = await UseAsync(context, request, uses, "lease_seconds", TokenVerb.Extend, ListenerPolicy.LongestLease);
        await V1Json.WriteAsync(context, new V1Leases([.. results.Select(result => result.Until)]));
    }

    /// <summary>The listener that a path names.</summary>
    public static Guid ListenerOf(HttpContext context) =>
        Guid.TryParseExact((string)context.Request.RouteValues["listener"]!, "D", out var listener)
            ? listener
            : throw Refusals.InvalidInput("A listener is named by its uuid, which looks like 3b866d97-0b1f-48e0-8078-686d96f430b3.", "listener");

    /// <summary>Refuses what is out of its range.</summary>
    public static void CheckRange(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw Refusals.InvalidInput($"{name} is {value}; it must be from {least} to {most}.", name);
    }

    private void CheckItems<T>(IReadOnlyList<T?> items, string name)
        where T : class
    {
        if (items.Count > options.MaxBatchLength)
            throw Refusals.InvalidInput($"{name} has {items.Count} items; it may have {options.MaxBatchLength} at most.", name);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
                throw Refusals.InvalidInput($"{name}[{i}] is null.", $"{name}[{i}]");
        }
    }

    private static async ValueTask<TokenResult[]> UseAsync(
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

        return await TokenUses.UseAsync(request, commands, context.RequestAborted);
    }

    private static Token Parse(string text, string path) => Token.TryParse(text, out var token)
        ? token
        : throw Refusals.ToException(Token.Unparsable with { Path = path });

    private static PublishedEvent ToEvent(V1Event published, int index) => new(
        published.RoutingKey,
        published.Subject,
        published.Priority,
        published.Key,
        (published.Owner, published.Listener) switch
        {
            (null, null) => null,
            ({ } owner, null) => new EventTarget(EventTargetKind.Owner, owner),
            (null, { } listener) => new EventTarget(EventTargetKind.Listener, listener),
            _ => throw Refusals.InvalidInput("owner and listener are both given; give one of them.", $"events[{index}].owner"),
        });
}
