using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.Http;

/// <summary>Reads bodies into memory, up to a limit.</summary>
internal static class LimitedBody
{
    /// <summary>
    /// Up to this many bytes, a body above the limit is read and discarded, so that a sender that writes everything before it reads sees the
    /// answer. For a longer body the connection is closed.
    /// </summary>
    private const long Drained = 64L * 1024 * 1024;

    /// <summary>Reads a whole body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="limit">The limit in bytes.</param>
    /// <returns>The body.</returns>
    /// <exception cref="BodyTooLargeException">The body exceeds the limit.</exception>
    public static async ValueTask<byte[]> ReadAsync(HttpContext context, int limit)
    {
        // Use this limit instead of Kestrel's, which would close the connection before the answer.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = null;
        var reader = context.Request.BodyReader;
        if (context.Request.ContentLength > limit)
            await RefuseAsync(context, reader, limit);
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                await RefuseAsync(context, reader, limit);
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static async Task RefuseAsync(HttpContext context, PipeReader reader, int limit)
    {
        context.Response.Headers.Connection = "close";
        if (context.Request.ContentLength is not { } length || length <= Drained)
        {
            for (var drained = 0L; drained <= Drained;)
            {
                var read = await reader.ReadAsync(context.RequestAborted);
                drained += read.Buffer.Length;
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    break;
            }
        }

        throw new BodyTooLargeException(limit);
    }
}
