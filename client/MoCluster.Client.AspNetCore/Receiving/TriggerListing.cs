using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MoCluster.Client.AspNetCore.Receiving;

/// <summary>Answers which triggers there are, in the form that the server reads (docs/http-triggers.md).</summary>
internal static class TriggerListing
{
    public static async Task AnswerAsync(HttpContext context, TriggerTable table, CallVerifier verifier)
    {
        if (verifier.RefuseSender(context) is { } refusal)
        {
            await TriggerAnswer.WriteAsync(context, StatusCodes.Status401Unauthorized, refusal).ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Write(table.Triggers), context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Writes a list of triggers.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<RegisteredTrigger> triggers)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        foreach (var trigger in triggers)
        {
            writer.WriteStartObject();
            writer.WriteString("event_type"u8, CallReader.NameOf(trigger.IsBefore));
            writer.WriteString("request_type"u8, CallReader.NameOf(trigger.RequestType));
            writer.WriteString("role_type"u8, trigger.RoleType);
            writer.WriteString("url"u8, trigger.Url);
            if (trigger.Settings.Timeout is { } timeout)
                writer.WriteNumber("timeout"u8, (int)timeout.TotalSeconds);
            writer.WriteNumber("order"u8, trigger.Settings.Order);
            writer.WriteBoolean("inline"u8, trigger.Settings.IsInline);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
