using System.Collections;
using System.Text.Json;

namespace MoCluster.GraphQL.Coercion;

/// <summary>Writes serialized scalars and extensions as JSON.</summary>
internal static class JsonValues
{
    /// <exception cref="InvalidOperationException">JSON has no form for the class of the value.</exception>
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case float number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case short number: writer.WriteNumberValue(number); break;
            case ushort number: writer.WriteNumberValue(number); break;
            case byte number: writer.WriteNumberValue(number); break;
            case sbyte number: writer.WriteNumberValue(number); break;
            case uint number: writer.WriteNumberValue(number); break;
            case ulong number: writer.WriteNumberValue(number); break;
            case Guid guid: writer.WriteStringValue(guid); break;
            case DateTimeOffset time: writer.WriteStringValue(time); break;
            case DateOnly date: writer.WriteStringValue(date.ToString("O", System.Globalization.CultureInfo.InvariantCulture)); break;
            case JsonElement { ValueKind: JsonValueKind.Undefined }: writer.WriteNullValue(); break;
            case JsonElement json: json.WriteTo(writer); break;
            case IEnumerable<KeyValuePair<string, object?>> map: WriteMap(writer, map); break;
            case IEnumerable list: WriteList(writer, list); break;
            default: throw new InvalidOperationException($"A scalar serialized to {value.GetType()}, which JSON has no form for.");
        }
    }

    /// <summary>
    /// True if <see cref="Write"/> can write the value. Asked before writing, so that a wrong value fails one field and not the whole
    /// answer.
    /// </summary>
    public static bool CanWrite(object? value) => value switch
    {
        null or string or bool or int or long or decimal or short or ushort or byte or sbyte or uint or ulong => true,
        double number => double.IsFinite(number),
        float number => float.IsFinite(number),
        Guid or DateTimeOffset or DateOnly or JsonElement => true,
        IEnumerable<KeyValuePair<string, object?>> map => map.All(pair => CanWrite(pair.Value)),
        IEnumerable list => list.Cast<object?>().All(CanWrite),
        _ => false,
    };

    private static void WriteMap(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> map)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in map)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, IEnumerable list)
    {
        writer.WriteStartArray();
        foreach (var item in list)
            Write(writer, item);
        writer.WriteEndArray();
    }
}
