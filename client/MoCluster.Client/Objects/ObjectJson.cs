using System.Globalization;
using System.Text.Json;

namespace MoCluster.Client;

/// <summary>Reads and writes the fields of objects as GraphQL has them. The generated types use it.</summary>
internal static class ObjectJson
{
    /// <summary>The text of a day.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The text of an instant.</summary>
    public static string Text(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static Validity Validity(this JsonElement values)
    {
        var validity = values.GetProperty("validity");
        return new Validity(DayOf(validity.GetProperty("from")), DayOf(validity.GetProperty("to")));
    }

    public static string Text(this JsonElement values, string name) =>
        values.GetProperty(name).GetString() ?? throw new JsonException($"The field {name} is null.");

    public static string? TextOrNull(this JsonElement values, string name) => values.GetProperty(name).GetString();

    public static int? NumberOrNull(this JsonElement values, string name) =>
        values.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;

    public static bool? TruthOrNull(this JsonElement values, string name) =>
        values.GetProperty(name) is { ValueKind: not JsonValueKind.Null } truth ? truth.GetBoolean() : null;

    public static DateOnly? DayOrNull(this JsonElement values, string name) =>
        values.GetProperty(name).GetString() is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    /// <summary>A reference, which is a uuid or an object with one.</summary>
    public static Guid Uuid(this JsonElement values, string name) =>
        values.UuidOrNull(name) ?? throw new JsonException($"The field {name} is null.");

    /// <inheritdoc cref="Uuid"/>
    public static Guid? UuidOrNull(this JsonElement values, string name) => values.GetProperty(name) switch
    {
        { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Object } target => target.GetProperty("uuid").GetGuid(),
        var uuid => uuid.GetGuid(),
    };

    public static IReadOnlyList<Guid> Uuids(this JsonElement values, string name) => values.GetProperty(name) is { ValueKind: JsonValueKind.Array } uuids
        ? [.. uuids.EnumerateArray().Select(uuid => uuid.GetGuid())]
        : [];

    public static void Write(this Utf8JsonWriter writer, Validity validity)
    {
        writer.WriteStartObject("validity");
        if (validity.From is { } from)
            writer.WriteString("from", Text(from));
        if (validity.To is { } to)
            writer.WriteString("to", Text(to));
        writer.WriteEndObject();
    }

    /// <summary>Writes a field, unless it is null.</summary>
    public static void WriteGiven(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    /// <inheritdoc cref="WriteGiven(Utf8JsonWriter, string, string?)"/>
    public static void WriteGiven(this Utf8JsonWriter writer, string name, Guid? value)
    {
        if (value is { } uuid)
            writer.WriteString(name, uuid);
    }

    /// <inheritdoc cref="WriteGiven(Utf8JsonWriter, string, string?)"/>
    public static void WriteGiven(this Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
    }

    /// <inheritdoc cref="WriteGiven(Utf8JsonWriter, string, string?)"/>
    public static void WriteGiven(this Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } truth)
            writer.WriteBoolean(name, truth);
    }

    /// <inheritdoc cref="WriteGiven(Utf8JsonWriter, string, string?)"/>
    public static void WriteGiven(this Utf8JsonWriter writer, string name, DateOnly? value)
    {
        if (value is { } day)
            writer.WriteString(name, Text(day));
    }

    /// <summary>Writes a field that is given, as null when its value is null.</summary>
    public static void WriteGiven(this Utf8JsonWriter writer, string name, MoOptional<string?> value)
    {
        if (value.IsGiven)
            writer.WriteString(name, value.Value);
    }

    /// <inheritdoc cref="WriteGiven(Utf8JsonWriter, string, MoOptional{string?})"/>
    public static void WriteGiven(this Utf8JsonWriter writer, string name, MoOptional<Guid?> value)
    {
        if (value is { IsGiven: true, Value: { } uuid })
            writer.WriteString(name, uuid);
        else if (value.IsGiven)
            writer.WriteNull(name);
    }

    /// <inheritdoc cref="WriteGiven(Utf8JsonWriter, string, MoOptional{string?})"/>
    public static void WriteGiven(this Utf8JsonWriter writer, string name, MoOptional<int?> value)
    {
        if (value is { IsGiven: true, Value: { } number })
            writer.WriteNumber(name, number);
        else if (value.IsGiven)
            writer.WriteNull(name);
    }

    /// <inheritdoc cref="WriteGiven(Utf8JsonWriter, string, MoOptional{string?})"/>
    public static void WriteGiven(this Utf8JsonWriter writer, string name, MoOptional<bool?> value)
    {
        if (value is { IsGiven: true, Value: { } truth })
            writer.WriteBoolean(name, truth);
        else if (value.IsGiven)
            writer.WriteNull(name);
    }

    /// <inheritdoc cref="WriteGiven(Utf8JsonWriter, string, MoOptional{string?})"/>
    public static void WriteGiven(this Utf8JsonWriter writer, string name, MoOptional<DateOnly?> value)
    {
        if (value.IsGiven)
            writer.WriteString(name, value.Value is { } day ? Text(day) : null);
    }

    /// <summary>Writes the condition that a reference leads to one of some objects, whether they are active or not; nothing for null.</summary>
    public static void WriteTargets(this Utf8JsonWriter writer, string name, IReadOnlyList<Guid>? uuids)
    {
        if (uuids is null)
            return;
        writer.WriteStartObject(name);
        writer.WriteUuids(uuids);
        When.Always.Write(writer);
        writer.WriteEndObject();
    }

    /// <summary>Writes the condition that a reference leads nowhere, if it is one.</summary>
    public static void WriteNone(this Utf8JsonWriter writer, string name, bool isCondition)
    {
        if (isCondition)
            writer.WriteNull(name);
    }

    /// <summary>Writes the list of the objects that count.</summary>
    public static void WriteUuids(this Utf8JsonWriter writer, IReadOnlyList<Guid> uuids)
    {
        writer.WriteStartArray("uuids");
        foreach (var uuid in uuids)
            writer.WriteStringValue(uuid);
        writer.WriteEndArray();
    }

    /// <summary>The day with which a validity begins or ends; the server shows its first instant in Denmark.</summary>
    private static DateOnly? DayOf(JsonElement end) =>
        end.ValueKind == JsonValueKind.Null ? null : DateOnly.FromDateTime(end.GetDateTimeOffset().DateTime);
}
