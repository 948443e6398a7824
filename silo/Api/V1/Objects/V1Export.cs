using System.Collections.Immutable;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.Exports;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Api.V1.Events;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.V1.Objects;

/// <summary>
/// Streams objects with their histories, one on each line. When it cannot go on, the connection is cut: a caller whose HTTP client reports no error
/// has everything.
/// </summary>
/// <param name="export">Writes the objects.</param>
/// <param name="slots">Limits how many exports run.</param>
/// <param name="request">The request of the caller.</param>
/// <param name="types">The types of the objects.</param>
internal sealed class V1Export(ObjectExport export, TransferSlots slots, ApiRequest request, ImmutableArray<TypeDefinition> types)
    : IResult, IEndpointMetadataProvider
{
    /// <summary>Adds the type of the answer to the metadata of the endpoint, for the OpenAPI document.</summary>
    /// <param name="method">The method of the endpoint.</param>
    /// <param name="builder">The endpoint.</param>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(V1Object), [V1Stream.MediaType]));

    /// <summary>Streams the objects as of now.</summary>
    /// <param name="context">The request.</param>
    public async Task ExecuteAsync(HttpContext context)
    {
        using var slot = slots.TakeExport();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, request.Stopping);
        context.Response.ContentType = V1Stream.MediaType;
        var writer = context.Response.BodyWriter;
        try
        {
            await export.WriteAsync(
                types,
                request.Now,
                writer,
                async () =>
                {
                    await writer.FlushAsync(ending.Token);
                },
                ending.Token);
            await writer.FlushAsync(ending.Token);
        }
        catch (StoreUnavailableException unavailable) when (!context.Response.HasStarted)
        {
            throw Refusals.ToException(new Refusal(ApiCode.Unavailable, unavailable.Message, Retriable: true));
        }
    }
}
