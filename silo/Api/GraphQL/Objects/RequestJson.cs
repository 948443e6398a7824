using System.Buffers;
using System.Collections;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using MoCluster.GraphQL.Types;
using MoCluster.Grains.Objects.Calendar;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>
/// Writes inputs as the JSON request that goes to the grain of an object. Triggers see the same JSON, and idempotency hashes it. It holds only the
/// given fields, in the order of the input type, so that the same input gives the same bytes. The grain parses it once more than strictly needed,
/// but one JSON document serves callers of every protocol, triggers and the hash.
/// </summary>
internal static class RequestJson
{
    private static readonly JsonWriterOptions WriterOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes the fields of a request.</summary>
    /// <param name="uuid">The uuid of the object.</param>
    /// <param name="fields">The other fields, in their order (<see cref="GivenInput"/>).</param>
    public static ImmutableArray<byte> Write(Guid uuid, IReadOnlyDictionary<string, object?> fields) => Write(writer => WriteRequest(writer, uuid, fields));

    /// <summary>Writes the requests of a group of mutations that are made in one commit, as a list.</summary>
    /// <param name="requests">The uuid of each object, and its other fields.</param>
    public static ImmutableArray<byte> Write(IEnumerable<(Guid Uuid, IReadOnlyDictionary<string, object?> Fields)> requests)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartArray();
            foreach (var (uuid, fields) in requests)
            {
                writer.WriteStartObject();
                WriteRequest(writer, uuid, fields);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(buffer.WrittenSpan.ToArray());
    }

    /// <summary>Writes the request of a delete or a refresh, which holds the uuid only.</summary>
    /// <param name="uuid">The uuid of the object.</param>
    public static ImmutableArray<byte> Write(Guid uuid) => Write(writer => writer.WriteString("uuid", uuid));

    private static ImmutableArray<byte> Write(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(buffer.WrittenSpan.ToArray());
    }

    private static void WriteRequest(Utf8JsonWriter writer, Guid uuid, IReadOnlyDictionary<string, object?> fields)
    {
        writer.WriteString("uuid", uuid);
        WriteFields(writer, fields);
    }

    private static void WriteFields(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> fields)
    {
        foreach (var (name, value) in fields)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case Guid uuid:
                writer.WriteStringValue(uuid);
                break;
            case DateTimeOffset instant:
                writer.WriteStringValue(Text(instant));
                break;
            case DateOnly day:
                writer.WriteStringValue(Scalars.Text(day));
                break;
            case InputObject input:
                writer.WriteStartObject();
                WriteFields(writer, input.Values);
                writer.WriteEndObject();
                break;
            case IReadOnlyDictionary<string, object?> fields:
                writer.WriteStartObject();
                WriteFields(writer, fields);
                writer.WriteEndObject();
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (var item in items)
                    WriteValue(writer, item);
                writer.WriteEndArray();
                break;
            default:
                throw new NotSupportedException($"An input holds a {value.GetType().Name}, which {nameof(RequestJson)} cannot write.");
        }
    }

    /// <summary>
    /// The text of an instant: the day that begins with it, as OS2mo's triggers get validities; the instant itself where no day begins, and in the first and the
    /// last year, whose days may begin beyond what a clock can show.
    /// </summary>
    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.Year is not (1 or 9999) && ValidityCalendar.Copenhagen.IsStartOfDay(instant)
        ? Scalars.Text(DateOnly.FromDateTime(ValidityCalendar.Copenhagen.ToLocal(instant).DateTime))
        : Scalars.Text(instant);
}
