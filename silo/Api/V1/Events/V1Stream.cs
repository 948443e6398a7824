using System.Collections.Immutable;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;
using MoCluster.Silo.Security;

namespace MoCluster.Silo.Api.V1.Events;

/// <summary>
/// An answer of events as they come, a JSON object a line. No more than the window are in hand at once: acknowledging, by other requests, lets
/// more come. An empty line says every ten seconds that the stream is alive.
/// </summary>
/// <param name="fetches">Fetches.</param>
/// <param name="tokens">Gives back what could not be sent.</param>
/// <param name="time">The clock.</param>
/// <param name="grain">Serves the listener.</param>
/// <param name="request">On whose behalf.</param>
/// <param name="fetch">What is fetched time and again.</param>
/// <param name="found">What was fetched before the first line.</param>
internal sealed class V1Stream(
    Fetches fetches,
    TokenUses tokens,
    TimeProvider time,
    IListenerGroupGrain grain,
    ApiRequest request,
    Fetch fetch,
    ImmutableArray<Delivery> found) : IResult, IEndpointMetadataProvider
{
    /// <summary>What a line is.</summary>
    public const string MediaType = "application/x-ndjson";

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    private static readonly ReadOnlyMemory<byte> LineEnd = "\n"u8.ToArray();

    /// <summary>Tells the description what is answered.</summary>
    /// <param name="method">The endpoint's method.</param>
    /// <param name="builder">The endpoint.</param>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(V1Delivery), [MediaType]));

    /// <summary>Streams until the caller goes away, its token ends, or the process stops.</summary>
    /// <param name="context">The request.</param>
    public async Task ExecuteAsync(HttpContext context)
    {
        var next = found;
        context.Response.ContentType = MediaType;
        await context.Response.StartAsync(context.RequestAborted);
        var until = CallerIdentity.UntilOf(context.Request);
        while (true)
        {
            await WriteAsync(context, next);
            var left = until - time.GetUtcNow();
            if (left <= TimeSpan.Zero || request.Stopping.IsCancellationRequested)
                return;
            try
            {
                next = await fetches.WaitAsync(grain, request, fetch with { Wait = left < Silence ? left : Silence }, context.RequestAborted);
            }
            catch (RefusedException refused) when (refused.Refusal.Retriable)
            {
                // The listener moved to another silo, or the store paused: the caller need not notice.
                next = [];
                await Task.Delay(TimeSpan.FromSeconds(1), time, context.RequestAborted);
            }
            catch (RefusedException)
            {
                return;
            }
        }
    }

    private async Task WriteAsync(HttpContext context, ImmutableArray<Delivery> deliveries)
    {
        try
        {
            foreach (var delivery in deliveries)
                V1Json.WriteLine(context.Response.BodyWriter, V1Delivery.Of(delivery));
            if (deliveries.IsEmpty)
                await context.Response.BodyWriter.WriteAsync(LineEnd, context.RequestAborted);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            context.RequestAborted.ThrowIfCancellationRequested();
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            await NackAsync(deliveries);
            throw;
        }
    }

    /// <summary>Whether the caller saw them is not known; somebody who is there gets them now rather than when their leases end.</summary>
    private async Task NackAsync(ImmutableArray<Delivery> deliveries)
    {
        var commands = new List<(EventToken, TokenCommand)>(deliveries.Length);
        foreach (var delivery in deliveries)
        {
            if (EventToken.TryParse(delivery.Token, out var token))
                commands.Add((token, new TokenCommand(delivery.Token, TokenVerb.Nack, TimeSpan.Zero, "The stream's caller went away.")));
        }

        await tokens.UseAsync(request, commands, index => $"events[{index}]", CancellationToken.None);
    }
}
