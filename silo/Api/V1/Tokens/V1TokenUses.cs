using Microsoft.AspNetCore.Http.HttpResults;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>What is done with tokens. What is said of each method here is what the description tells.</summary>
internal static class V1TokenUses
{
    /// <summary>Settles deliveries, those of each listener in one commit.</summary>
    /// <param name="body">Their tokens.</param>
    /// <param name="request">On whose behalf.</param>
    /// <param name="uses">Does it.</param>
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

    /// <summary>Gives deliveries back, those of each listener in one commit.</summary>
    /// <param name="body">The deliveries.</param>
    /// <param name="request">On whose behalf.</param>
    /// <param name="uses">Does it.</param>
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

    /// <summary>Extends the leases of deliveries.</summary>
    /// <param name="body">The deliveries.</param>
    /// <param name="request">On whose behalf.</param>
    /// <param name="uses">Does it.</param>
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

    /// <summary>Does with each delivery of a body what a command says that is made of it and of its place.</summary>
    private static ValueTask<TokenResult[]> UseAsync<T>(
        IReadOnlyList<T> events, Func<T, string, TokenCommand> command, V1Request request, TokenUses uses, ApiOptions options)
    {
        options.CheckLength(events, "events");
        var commands = events.Select((given, i) =>
        {
            var made = command(given, PlaceOf(i));
            return (Parse(made.Token, $"{PlaceOf(i)}.token"), made);
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

    private static EventToken Parse(string text, string path) => EventToken.TryParse(text, out var token)
        ? token
        : throw Refusals.ToException(EventToken.Unparsable with { Path = path });
}
