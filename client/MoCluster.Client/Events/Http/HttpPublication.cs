using System.Buffers;
using System.Text.Json;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>Sends events over HTTP.</summary>
internal static class HttpPublication
{
    public static Task<IReadOnlyList<long>> SendAsync(
        MoTransport transport, string namespaceName, IReadOnlyList<OutgoingEvent> outgoing, string idempotencyId, CancellationToken cancellation) =>
        transport.PostAsync(
            "v1/events",
            Write(namespaceName, outgoing),
            ReadNumbers,
            new CallOptions("send", IsRepeatable: true) { IdempotencyKey = idempotencyId },
            cancellation);

    private static ReadOnlyMemory<byte> Write(string namespaceName, IReadOnlyList<OutgoingEvent> outgoing)
    {
        var buffer = new ArrayBufferWriter<byte>(64 + (outgoing.Count * 96));
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("namespace"u8, namespaceName);
        writer.WriteStartArray("events"u8);
        foreach (var one in outgoing)
        {
            writer.WriteStartObject();
            writer.WriteString("routing_key"u8, one.RoutingKey);
            writer.WriteString("subject"u8, one.Subject);
            writer.WriteNumber("priority"u8, one.Priority);
            if (one.Key is { } key)
                writer.WriteString("key"u8, key);
            if (one.Owner is { } owner)
                writer.WriteString("owner"u8, owner);
            if (one.Listener is { } listener)
                writer.WriteString("listener"u8, listener);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static IReadOnlyList<long> ReadNumbers(ReadOnlyMemory<byte> body)
    {
        using var answer = JsonDocument.Parse(body);
        return [.. answer.RootElement.GetProperty("numbers").EnumerateArray().Select(number => number.GetInt64())];
    }
}
