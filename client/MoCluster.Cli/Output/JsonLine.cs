using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MoCluster.Cli.Output;

/// <summary>Writes an item as a JSON object in one line.</summary>
internal static class JsonLine
{
    // The lines go to terminals and scripts, not into HTML, so letters stay as they are.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the fields of an item.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="item">The item.</param>
    public static string Of<T>(IEnumerable<Field<T>> fields, T item) => Of(writer =>
    {
        foreach (var field in fields)
        {
            writer.WritePropertyName(field.Name);
            WriteValue(writer, field.Value(item));
        }
    });

    /// <summary>Writes an object.</summary>
    /// <param name="properties">Writes its properties.</param>
    public static string Of(Action<Utf8JsonWriter> properties)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartObject();
            properties(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
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
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case Guid uuid:
                writer.WriteStringValue(uuid);
                break;
            case DateTimeOffset instant:
                writer.WriteStringValue(instant);
                break;
            case TimeSpan span:
                writer.WriteNumberValue(span.TotalSeconds);
                break;
            case IEnumerable<string> texts:
                writer.WriteStartArray();
                foreach (var text in texts)
                    writer.WriteStringValue(text);
                writer.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"A value of {value.GetType()} has no form in JSON.", nameof(value));
        }
    }
}
