using System.Buffers;
using System.Text.Json;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>Writes and reads the bodies of the calls that use tokens.</summary>
internal static class TokenJson
{
    private const int TokenBytes = 128;

    /// <summary>Writes tokens.</summary>
    public static ReadOnlyMemory<byte> WriteTokens(IReadOnlyList<string> tokens)
    {
        var buffer = new ArrayBufferWriter<byte>(32 + (tokens.Count * TokenBytes));
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStrings("tokens", tokens);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Writes tokens with what is to be done to each.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="name">The name of a time; null for none.</param>
    /// <param name="span">The time; left out when null.</param>
    /// <param name="reason">The reason; left out when null.</param>
    public static ReadOnlyMemory<byte> WriteEach(IReadOnlyList<string> tokens, string? name, TimeSpan? span, string? reason)
    {
        var buffer = new ArrayBufferWriter<byte>(64 + (tokens.Count * TokenBytes));
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartArray("events"u8);
        foreach (var token in tokens)
        {
            writer.WriteStartObject();
            writer.WriteString("token"u8, token);
            if (name is not null && span is { } given)
                writer.WriteNumber(name, given.TotalSeconds);
            if (reason is not null)
                writer.WriteString("reason"u8, reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Reads for each event whether its lease stood.</summary>
    public static IReadOnlyList<bool> ReadStood(ReadOnlyMemory<byte> body)
    {
        using var answer = JsonDocument.Parse(body);
        return [.. answer.RootElement.GetProperty("stood").EnumerateArray().Select(stood => stood.GetBoolean())];
    }

    /// <summary>Reads for each event when its lease ends.</summary>
    public static IReadOnlyList<DateTimeOffset?> ReadLeases(ReadOnlyMemory<byte> body)
    {
        using var answer = JsonDocument.Parse(body);
        return [.. answer.RootElement.GetProperty("leased_until").EnumerateArray().Select(until => until.InstantOrNull())];
    }
}
