using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Objects.States;

/// <summary>
/// Encodes states as stores keep them: UTF-8 JSON in which equal states have equal bytes. Fields are in ordinal order of their names, sets in
/// ascending order, and instants in UTC with <c>Z</c>. Open ends and fields without a value are left out.
/// </summary>
public static class ObjectStateCodec
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";
    private static readonly JsonBytes Json = new(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>Encodes a state.</summary>
    /// <param name="state">The state.</param>
    public static ImmutableArray<byte> Encode(ObjectState state) => Json.Write(state, Write);

    /// <summary>Decodes a state.</summary>
    /// <param name="type">The object's type.</param>
    /// <param name="state">The bytes that <see cref="Encode"/> returned.</param>
    /// <exception cref="FormatException">The bytes are not a state of the type; the message says what is wrong.</exception>
    public static ObjectState Decode(TypeDefinition type, ReadOnlySpan<byte> state)
    {
        try
        {
            var reader = new Utf8JsonReader(state);
            var read = ReadState(ref reader, type);
            return reader.Read() ? throw new FormatException("there are more bytes after the end of the state.") : read;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new FormatException($"The bytes are not a state of type '{type}': {wrong.Message}", wrong);
        }
    }

    /// <summary>The segments of an encoded state, as the JSON list that <see cref="Encode"/> wrote.</summary>
    /// <param name="state">The bytes that <see cref="Encode"/> returned.</param>
    /// <exception cref="FormatException">The bytes are not a state.</exception>
    public static ReadOnlySpan<byte> SegmentsOf(ReadOnlySpan<byte> state)
    {
        // The name of a type has no quotation marks, so the first match is the property.
        var at = state.IndexOf("\"segments\":"u8);
        if (at < 0 || state[^1] != (byte)'}')
            throw new FormatException("The bytes are not a state: they have no segments.");
        return state[(at + "\"segments\":"u8.Length)..^1];
    }

    private static void Write(Utf8JsonWriter writer, ObjectState state)
    {
        writer.WriteStartObject();
        writer.WriteString("type", state.Type.Name);
        writer.WriteStartArray("segments");
        foreach (var segment in state.Segments)
            Write(writer, segment);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Segment segment)
    {
        writer.WriteStartObject();
        if (segment.Interval.From != DateTimeOffset.MinValue)
            writer.WriteString("from", segment.Interval.From.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture));
        if (segment.Interval.To != DateTimeOffset.MaxValue)
            writer.WriteString("to", segment.Interval.To.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture));
        writer.WriteStartObject("values");
        var type = segment.Values.Type;
        for (var place = 0; place < type.CanonicalOrder.Length; place++)
        {
            if (segment.Values[type.CanonicalOrder[place]] is not { } value)
                continue;
            writer.WritePropertyName(type.CanonicalNames[place]);
            Write(writer, value);
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, FieldValue value)
    {
        switch (value)
        {
            case FieldValue.Integer number:
                writer.WriteNumberValue(number.Value);
                break;
            case FieldValue.Boolean truth:
                writer.WriteBooleanValue(truth.Value);
                break;
            case FieldValue.Uuids uuids:
                writer.WriteStartArray();
                foreach (var uuid in uuids.Values)
                    writer.WriteStringValue(uuid);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(value.Canonical);
                break;
        }
    }

    private static ObjectState ReadState(ref Utf8JsonReader reader, TypeDefinition type)
    {
        var segments = new List<Segment>();
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                if (Next(ref reader).TokenType == JsonTokenType.Null || !reader.ValueTextEquals(type.Name))
                    throw new FormatException($"the state is of type '{reader.GetString()}'.");
            }
            else if (reader.ValueTextEquals("segments"u8))
            {
                Expect(ref reader, JsonTokenType.StartArray);
                while (Next(ref reader).TokenType == JsonTokenType.StartObject)
                    segments.Add(ReadSegment(ref reader, type, segments.Count > 0 ? segments[^1].Values : null));
            }
            else
            {
                throw new FormatException($"a state has no property '{reader.GetString()}'.");
            }
        }
        return ObjectState.Of(type, segments);
    }

    private static Segment ReadSegment(ref Utf8JsonReader reader, TypeDefinition type, FieldValues? before)
    {
        var (from, to) = Validity.Always;
        var values = new FieldValue?[type.Fields.Length];
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("from"u8))
                from = ReadInstant(ref reader);
            else if (reader.ValueTextEquals("to"u8))
                to = ReadInstant(ref reader);
            else if (reader.ValueTextEquals("values"u8))
                ReadValues(ref reader, type, before, values);
            else
                throw new FormatException($"a segment has no property '{reader.GetString()}'.");
        }
        return new Segment(new Validity(from, to), FieldValues.Owning(type, values));
    }

    /// <summary>Reads the values of a segment. Fields come in their canonical order, so each is looked for behind the one before.</summary>
    private static void ReadValues(ref Utf8JsonReader reader, TypeDefinition type, FieldValues? before, FieldValue?[] values)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        for (var place = 0; NextProperty(ref reader); place++)
        {
            while (place < type.CanonicalNames.Length && !reader.ValueTextEquals(type.CanonicalNames[place].EncodedUtf8Bytes))
                place++;
            var field = place < type.CanonicalOrder.Length ? type.CanonicalOrder[place] : FieldOf(ref reader, type);
            values[field.Index] = ReadValue(ref reader, field, before?[field]);
        }
    }

    private static FieldDefinition FieldOf(ref Utf8JsonReader reader, TypeDefinition type)
    {
        var name = reader.GetString()!;
        return type.FindField(name) ?? throw new FormatException($"the type has no field '{name}'.");
    }

    /// <summary>Reads a value. Most are the same as in the segment before; then that one is taken, and no memory for another.</summary>
    private static FieldValue ReadValue(ref Utf8JsonReader reader, FieldDefinition field, FieldValue? before)
    {
        switch (field.Kind)
        {
            case FieldKind.Integer:
                return new FieldValue.Integer(Next(ref reader).GetInt64());
            case FieldKind.Boolean:
                return new FieldValue.Boolean(Next(ref reader).GetBoolean());
            case FieldKind.Date:
                return new FieldValue.Day(DateOnly.ParseExact(ReadString(ref reader), "yyyy-MM-dd", CultureInfo.InvariantCulture));
            case FieldKind.Reference:
                var target = Next(ref reader).GetGuid();
                return before is FieldValue.Uuid same && same.Value == target ? same : new FieldValue.Uuid(target);
            case FieldKind.References:
                var uuids = new List<Guid>();
                Expect(ref reader, JsonTokenType.StartArray);
                while (Next(ref reader).TokenType != JsonTokenType.EndArray)
                    uuids.Add(reader.GetGuid());
                return new FieldValue.Uuids(uuids);
            default:
                return Next(ref reader).TokenType == JsonTokenType.String && before is FieldValue.Text text && reader.ValueTextEquals(text.Value)
                    ? text
                    : new FieldValue.Text(Text(ref reader));
        }
    }

    private static DateTimeOffset ReadInstant(ref Utf8JsonReader reader)
    {
        // The reader knows more forms than Encode writes; those are as long, and end with Z.
        var isInstant = Next(ref reader).TokenType == JsonTokenType.String && reader.ValueSpan is [.., (byte)'Z'] && reader.ValueSpan.Length >= "0001-01-01T00:00:00Z".Length;
        return isInstant && reader.TryGetDateTimeOffset(out var instant) ? instant : throw new FormatException($"'{Text(ref reader)}' is not an instant.");
    }

    private static string ReadString(ref Utf8JsonReader reader)
    {
        Next(ref reader);
        return Text(ref reader);
    }

    private static string Text(ref Utf8JsonReader reader) => reader.GetString() ?? throw new FormatException("a text is null.");

    private static bool NextProperty(ref Utf8JsonReader reader) => Next(ref reader).TokenType == JsonTokenType.PropertyName;

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (Next(ref reader).TokenType != token)
            throw new FormatException($"{token} was expected at byte {reader.TokenStartIndex}, not {reader.TokenType}.");
    }

    private static ref Utf8JsonReader Next(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
            throw new FormatException("the bytes end too early.");
        return ref reader;
    }
}
