using System.Collections.Immutable;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;
using MoCluster.Silo.Security;

namespace MoCluster.Silo.Api.V1.Events;

/// <summary>
/// Streams deliveries as they come, one JSON object on each line. At most as many events as the window are leased at once; the caller
/// acknowledges them by other requests to get more. An empty line every ten seconds shows that the stream is alive.
/// </summary>
/// <param name="fetches">Fetches events.</param>
/// <param name="tokens">Nacks deliveries that could not be sent.</param>
/// <param name="time">Measures waits, and the lifetime of the caller's bearer token.</param>
/// <param name="grain">The grain that serves the listener.</param>
/// <param name="request">The request of the caller.</param>
/// <param name="fetch">The fetch, which is repeated.</param>
/// <param name="found">The deliveries of the first fetch.</param>
internal sealed class V1Stream(
    Fetches fetches,
    TokenUses tokens,
    TimeProvider time,
    IListenerGroupGrain grain,
    ApiRequest request,
    Fetch fetch,
    ImmutableArray<Delivery> found) : IResult, IEndpointMetadataProvider
{
    /// <summary>The media type of the stream.</summary>
    public const string MediaType = "application/x-ndjson";

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    private static readonly ReadOnlyMemory<byte> LineEnd = "\n"u8.ToArray();

    /// <summary>Adds the type of the answer to the metadata of the endpoint, for the OpenAPI document.</summary>
    /// <param name="method">The method of the endpoint.</param>
    /// <param name="builder">The endpoint.</param>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(V1Delivery), [MediaType]));

    /// <summary>Streams until the caller disconnects, its bearer token expires, or the process stops.</summary>
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
                // The listener is moving to another silo, or the store is unavailable for a moment: try again without telling the caller.
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

    /// <summary>Nacks deliveries without a delay, so that another caller gets them before their leases end. This caller may have seen them or not.</summary>
    private async Task NackAsync(ImmutableArray<Delivery> deliveries)
    {
        var commands = deliveries.Select(delivery =>
            (fetch.Listener, new TokenCommand(delivery.Token, TokenVerb.Nack, TimeSpan.Zero, "The stream's caller went away.")));
        await tokens.UseAsync(request, [.. commands], index => $"events[{index}]", CancellationToken.None);
    }
}
