using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Silo.Api.GraphQL;
using MoCluster.Silo.Api.GraphQL.Events;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Errors;
using MoCluster.Silo.Security;

namespace MoCluster.Silo.Api.Http.V1;

/// <summary>
/// <c>POST /v1/listeners/{listener}/stream</c>: events as they come, a JSON object a line. No more than the window are in hand at once:
/// acknowledging, by other requests, lets more come. An empty line says every ten seconds that the stream is alive.
/// </summary>
/// <param name="options">The limits.</param>
/// <param name="fetches">Fetches events.</param>
/// <param name="tokens">Gives back what could not be sent.</param>
/// <param name="time">The clock.</param>
internal sealed class V1Stream(ApiOptions options, Fetches fetches, TokenUses tokens, TimeProvider time)
{
    /// <summary>What a line is.</summary>
    public const string MediaType = "application/x-ndjson";

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    private static readonly ReadOnlyMemory<byte> LineEnd = "\n"u8.ToArray();

    /// <summary>Streams until the caller goes away, its token ends, or the process stops.</summary>
    public async Task RunAsync(HttpContext context, ApiRequest request)
    {
        var body = await V1Json.ReadAsync<V1Window>(context, options);
        V1Events.CheckRange(body.Window, 1, options.MaxFetchLength, "window");
        var listener = V1Events.ListenerOf(context);
        var grain = await fetches.GrainOfAsync(request, listener, "listener", context.RequestAborted);
        var fetch = new Fetch(listener, body.Window, TimeSpan.Zero, body.Window);

        // What must be refused is refused before the first line; from then on the end of the answer is all that can be said.
        var found = await fetches.WaitAsync(grain, request, fetch, context.RequestAborted);
        context.Response.ContentType = MediaType;
        await context.Response.StartAsync(context.RequestAborted);
        var until = CallerIdentity.UntilOf(context.Request);
        while (true)
        {
            await WriteAsync(context, request, found);
            var left = until - time.GetUtcNow();
            if (left <= TimeSpan.Zero || request.Stopping.IsCancellationRequested)
                return;
            try
            {
                found = await fetches.WaitAsync(grain, request, fetch with { Wait = left < Silence ? left : Silence }, context.RequestAborted);
            }
            catch (RefusedException refused) when (refused.Refusal.Retriable)
            {
                // The listener moved to another silo, or the store paused: the caller need not notice.
                found = [];
                await Task.Delay(TimeSpan.FromSeconds(1), time, context.RequestAborted);
            }
            catch (RefusedException)
            {
                return;
            }
        }
    }

    private async Task WriteAsync(HttpContext context, ApiRequest request, ImmutableArray<Delivery> found)
    {
        try
        {
            foreach (var delivery in found)
                V1Json.Write(context.Response.BodyWriter, V1Delivery.Of(delivery));
            if (found.IsEmpty)
                await context.Response.BodyWriter.WriteAsync(LineEnd, context.RequestAborted);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            context.RequestAborted.ThrowIfCancellationRequested();
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            await GiveBackAsync(request, found);
            throw;
        }
    }

    /// <summary>Whether the caller saw them is not known; somebody who is there gets them now rather than when their leases end.</summary>
    private async Task GiveBackAsync(ApiRequest request, ImmutableArray<Delivery> found)
    {
        var commands = new List<(Token, TokenCommand)>(found.Length);
        foreach (var delivery in found)
        {
            if (Token.TryParse(delivery.Token, out var token))
                commands.Add((token, new TokenCommand(delivery.Token, TokenVerb.GiveBack, TimeSpan.Zero, "The stream's caller went away.")));
        }

        await tokens.UseAsync(request, commands, index => $"events[{index}]", CancellationToken.None);
    }
}
