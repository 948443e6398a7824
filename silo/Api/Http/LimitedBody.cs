using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.Http;

/// <summary>Reads bodies into memory, no more of them than the limit.</summary>
internal static class LimitedBody
{
    /// <summary>
    /// A body above the limit is read on and thrown away up to so many bytes, so that its sender, who writes before it reads, gets
    /// to see the answer. Beyond that the connection is closed on it.
    /// </summary>
    private const long Drained = 64L * 1024 * 1024;

    /// <summary>Reads a body whole.</summary>
    /// <param name="context">The request.</param>
    /// <param name="limit">The most bytes.</param>
    /// <returns>The body, in memory of its own.</returns>
    /// <exception cref="BodyTooLargeException">It is larger.</exception>
    public static async ValueTask<byte[]> ReadAsync(HttpContext context, int limit)
    {
        // Our own limit holds instead of the server's, which would break the connection off before the answer.
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
