using System.Text.Json;

namespace MoCluster.Client.Transport;

/// <summary>Reads and writes parts of JSON that several calls share.</summary>
internal static class JsonParts
{
    /// <summary>An instant; null for null.</summary>
    public static DateTimeOffset? InstantOrNull(this JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDateTimeOffset();

    /// <summary>Writes a list, unless it is null.</summary>
    public static void WriteStrings(this Utf8JsonWriter writer, string name, IReadOnlyList<string>? values)
    {
        if (values is null)
            return;
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    /// <inheritdoc cref="WriteStrings"/>
    public static void WriteUuids(this Utf8JsonWriter writer, string name, IReadOnlyList<Guid>? values)
    {
        if (values is null)
            return;
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    /// <inheritdoc cref="WriteStrings"/>
    public static void WriteNumbers(this Utf8JsonWriter writer, string name, IReadOnlyList<int>? values)
    {
        if (values is null)
            return;
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteNumberValue(value);
        writer.WriteEndArray();
    }
}
