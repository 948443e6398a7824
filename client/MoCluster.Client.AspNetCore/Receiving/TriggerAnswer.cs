using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MoCluster.Client.AspNetCore.Receiving;

/// <summary>Writes the answers to calls: 200 accepts, everything else refuses with the text of <c>detail</c>.</summary>
internal static class TriggerAnswer
{
    public static async Task WriteAsync(HttpContext context, int status, string? detail)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (detail is not null)
                writer.WriteString("detail"u8, detail);
            writer.WriteEndObject();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }
}
