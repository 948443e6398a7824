using Microsoft.AspNetCore.Http.HttpResults;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>The endpoints that use tokens. Their documentation becomes that of the OpenAPI document.</summary>
internal static class V1TokenUses
{
    /// <summary>Acknowledges deliveries, those of each listener in one commit.</summary>
    /// <param name="body">The tokens of the deliveries.</param>
    /// <param name="request">The request of the caller.</param>
    /// <param name="uses">Uses the tokens.</param>
    /// <param name="options">The limits.</param>
    /// <response code="200">Done, and durable.</response>
    public static async Task<Ok<V1Acknowledged>> AcknowledgeAsync(
        V1Body<V1Tokens> body, V1Request request, TokenUses uses, ApiOptions options)
    {
        options.CheckLength(body.Value.Tokens, "tokens");
        var tokens = body.Value.Tokens.Select((text, i) => Parse(text, $"tokens[{i}]")).ToArray();
        await uses.SettleAsync(request.Api, tokens, request.Aborted);
        return TypedResults.Ok(new V1Acknowledged(tokens.Length));
    }

    /// <summary>Nacks deliveries, those of each listener in one commit: they are delivered again.</summary>
    /// <param name="body">The deliveries.</param>
    /// <param name="request">The request of the caller.</param>
    /// <param name="uses">Uses the tokens.</param>
    /// <param name="options">The limits.</param>
    /// <response code="200">Done, and durable.</response>
    public static async Task<Ok<V1Stood>> NackAsync(
        V1Body<V1Nacks> body, V1Request request, TokenUses uses, ApiOptions options)
    {
        var results = await UseAsync(
            body.Value.Events,
            (given, place) => new TokenCommand(
                given.Token, TokenVerb.Nack, SpanOf(given.DelaySeconds, options, V1Limit.Delay, $"{place}.delay_seconds"), given.Reason),
            request, uses, options);
        return TypedResults.Ok(new V1Stood([.. results.Select(result => result.Stood)]));
    }

    /// <summary>Parks deliveries, those of each listener in one commit: they are set aside until they are replayed, or a newer event of their subject comes.</summary>
    /// <param name="body">The deliveries.</param>
    /// <param name="request">The request of the caller.</param>
    /// <param name="uses">Uses the tokens.</param>
    /// <param name="options">The limits.</param>
    /// <response code="200">Done, and durable.</response>
    public static async Task<Ok<V1Stood>> ParkAsync(
        V1Body<V1Parks> body, V1Request request, TokenUses uses, ApiOptions options)
    {
        var results = await UseAsync(
            body.Value.Events,
            (given, _) => new TokenCommand(given.Token, TokenVerb.Park, Reason: given.Reason),
            request, uses, options);
        return TypedResults.Ok(new V1Stood([.. results.Select(result => result.Stood)]));
    }

    /// <summary>Extends the leases of deliveries.</summary>
    /// <param name="body">The deliveries.</param>
    /// <param name="request">The request of the caller.</param>
    /// <param name="uses">Uses the tokens.</param>
    /// <param name="options">The limits.</param>
    /// <response code="200">Done, and durable.</response>
    public static async Task<Ok<V1Leases>> TouchAsync(
        V1Body<V1Touches> body, V1Request request, TokenUses uses, ApiOptions options)
    {
        var results = await UseAsync(
            body.Value.Events,
            (given, place) => new TokenCommand(
                given.Token, TokenVerb.Touch, SpanOf(given.LeaseSeconds, options, V1Limit.Lease, $"{place}.lease_seconds")),
            request, uses, options);
        return TypedResults.Ok(new V1Leases([.. results.Select(result => result.Until)]));
    }

    /// <summary>Makes a command from each delivery of a body and its path, and runs the commands.</summary>
    private static ValueTask<TokenResult[]> UseAsync<T>(
        IReadOnlyList<T> events, Func<T, string, TokenCommand> command, V1Request request, TokenUses uses, ApiOptions options)
    {
        options.CheckLength(events, "events");
        var commands = events.Select((given, i) =>
        {
            var made = command(given, PlaceOf(i));
            return (Parse(made.Token, $"{PlaceOf(i)}.token").Listener, made);
        });
        return uses.UseAsync(request.Api, [.. commands], PlaceOf, request.Aborted);
    }

    private static string PlaceOf(int index) => $"events[{index}]";

    private static TimeSpan? SpanOf(double? seconds, ApiOptions options, V1Limit limit, string path)
    {
        if (seconds is not { } given)
            return null;
        options.CheckRange(given, 0, limit, path);
        return TimeSpan.FromSeconds(given);
    }

    private static GivenToken Parse(string text, string path) => GivenToken.TryParse(text, out var token)
        ? token
        : throw Refusals.ToException(GivenToken.Unparsable with { Path = path });
}
