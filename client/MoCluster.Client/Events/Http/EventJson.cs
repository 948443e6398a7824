using System.Text.Json;

namespace MoCluster.Client;

/// <summary>Reads events from the JSON of <c>/v1</c>. Fields that it does not know are passed over, so that the server can gain some.</summary>
internal static class EventJson
{
    /// <summary>Reads an event.</summary>
    /// <param name="reader">Stands at its beginning; afterwards at its end.</param>
    /// <param name="listener">The listener that it comes from.</param>
    public static MoEvent Read(ref Utf8JsonReader reader, MoListener listener)
    {
        Guid uuid = default;
        string? subject = null, token = null, key = null, traceParent = null;
        int priority = 0, attempt = 0;
        long number = 0;
        long? registration = null;
        DateTimeOffset time = default, until = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("uuid"u8))
                uuid = Value(ref reader).GetGuid();
            else if (reader.ValueTextEquals("subject"u8))
                subject = Value(ref reader).GetString();
            else if (reader.ValueTextEquals("priority"u8))
                priority = Value(ref reader).GetInt32();
            else if (reader.ValueTextEquals("token"u8))
                token = Value(ref reader).GetString();
            else if (reader.ValueTextEquals("number"u8))
                number = Value(ref reader).GetInt64();
            else if (reader.ValueTextEquals("time"u8))
                time = Value(ref reader).GetDateTimeOffset();
            else if (reader.ValueTextEquals("key"u8))
                key = Value(ref reader).ValueTextEquals(subject) ? subject : reader.GetString();
            else if (reader.ValueTextEquals("registration_id"u8))
                registration = Value(ref reader).TokenType == JsonTokenType.Null ? null : reader.GetInt64();
            else if (reader.ValueTextEquals("attempt"u8))
                attempt = Value(ref reader).GetInt32();
            else if (reader.ValueTextEquals("leased_until"u8))
                until = Value(ref reader).GetDateTimeOffset();
            else if (reader.ValueTextEquals("traceparent"u8))
                traceParent = Value(ref reader).GetString();
            else
                reader.Skip();
        }

        if (subject is null || token is null)
            throw new JsonException("An event has a subject and a token.");
        return new MoEvent(listener)
        {
            Uuid = uuid,
            Subject = subject,
            Priority = priority,
            Token = token,
            Number = number,
            Time = time,
            Key = key ?? subject,
            RegistrationId = registration,
            Attempt = attempt,
            LeasedUntil = until,
            TraceParent = traceParent,
        };
    }

    /// <summary>Reads the answer of a fetch.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="listener">The listener.</param>
    public static IReadOnlyList<MoEvent> ReadFetched(ReadOnlySpan<byte> body, MoListener listener)
    {
        var reader = new Utf8JsonReader(body);
        var events = new List<MoEvent>();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth > 0)
                events.Add(Read(ref reader, listener));
        }

        return events;
    }

    private static ref Utf8JsonReader Value(ref Utf8JsonReader reader)
    {
        reader.Read();
        return ref reader;
    }
}
