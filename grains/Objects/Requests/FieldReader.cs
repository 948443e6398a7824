using System.Globalization;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Objects.Requests;

/// <summary>Reads the value of a field from JSON, or says precisely why it is not a value of that field.</summary>
internal static class FieldReader
{
    private const int Quoted = 64;

    /// <summary>Reads a value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="single">Whether the input has one value for a field that holds several.</param>
    /// <param name="json">The input's value; not null.</param>
    /// <param name="path">The place of the value in the request.</param>
    /// <returns>The value, which is null for an empty list of references; or the refusal.</returns>
    public static Outcome<FieldValue?> Read(FieldDefinition field, bool single, JsonElement json, string path) => field.Kind switch
    {
        FieldKind.String or FieldKind.Text => ReadText(field, json, path),
        FieldKind.Integer => ReadInteger(field, json, path),
        FieldKind.Boolean => ReadBoolean(json, path),
        FieldKind.Date => ReadDay(json, path),
        FieldKind.Cpr => ReadCpr(json, path),
        FieldKind.Enum => ReadEnum(field, json, path),
        FieldKind.Reference => ReadReference(json, path),
        FieldKind.References => single ? ReadSingleton(json, path) : ReadReferences(field, json, path),
        _ => throw new InvalidOperationException($"There is no reader for fields of kind {field.Kind}."),
    };

    /// <summary>Reads a text, and refuses one that the stores cannot keep.</summary>
    public static Outcome<string> ReadString(JsonElement json, string path, string what = "a text")
    {
        if (json.ValueKind != JsonValueKind.String)
            return WrongKind(json, path, what);
        string text;
        try
        {
            text = json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return new Refusal(ObjectCode.InvalidInput, "The text contains half of a surrogate pair, which cannot be encoded in Unicode.", path);
        }
        return StorableText.Check(text, "text", path) is { } refusal ? refusal with { Code = ObjectCode.InvalidInput } : text;
    }

    /// <summary>Reads a uuid.</summary>
    public static Outcome<Guid> ReadUuid(JsonElement json, string path)
    {
        var read = ReadString(json, path, "a uuid");
        if (!read.Succeeded)
            return read.Refusal;
        if (Guid.TryParseExact(read.Value, "D", out var uuid) || Guid.TryParseExact(read.Value, "N", out uuid))
            return uuid;
        return new Refusal(ObjectCode.InvalidUuid,
            $"'{Quote(read.Value)}' is not a uuid such as '5b2d87e1-3c4a-4f6e-9a8b-0c1d2e3f4a5b'.", path);
    }

    private static Outcome<FieldValue?> ReadText(FieldDefinition field, JsonElement json, string path)
    {
        var read = ReadString(json, path);
        if (!read.Succeeded)
            return read.Refusal;
        var text = read.Value;
        if (new TextBound(field.MaxLength, field.MaxBytes).Check(text, "text", path) is { } refusal)
            return refusal with { Code = ObjectCode.InvalidInput };
        var length = TextBound.Count(text);
        if (length < field.MinLength)
            return Invalid(length == 0 ? "The text is empty." : $"A text has at least {field.MinLength} characters; this one has {length}.", path);
        if (!field.Values.IsEmpty && field.Values.All(value => value.Name != text))
            return NotListed(field, text, path);
        return new FieldValue.Text(text);
    }

    private static Outcome<FieldValue?> ReadInteger(FieldDefinition field, JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Number)
            return WrongKind(json, path, "a number");
        if (!json.TryGetInt64(out var number) || number < field.Min || number > field.Max)
            return Invalid($"{Quote(json.GetRawText())} is not a whole number from {field.Min} to {field.Max}.", path);
        return new FieldValue.Integer(number);
    }

    private static Outcome<FieldValue?> ReadBoolean(JsonElement json, string path) => json.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? new FieldValue.Boolean(json.ValueKind == JsonValueKind.True)
        : WrongKind(json, path, "true or false");

    private static Outcome<FieldValue?> ReadDay(JsonElement json, string path)
    {
        var read = ReadString(json, path, "a day");
        if (!read.Succeeded)
            return read.Refusal;
        return DateOnly.TryParseExact(read.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new FieldValue.Day(day)
            : Invalid($"'{Quote(read.Value)}' is not a day such as '2021-12-31'.", path);
    }

    private static Outcome<FieldValue?> ReadCpr(JsonElement json, string path)
    {
        var read = ReadString(json, path, "a CPR number");
        if (!read.Succeeded)
            return read.Refusal;
        // The number is personal data, and the message may be logged: so the message does not repeat it.
        return Cpr.IsNumber(read.Value)
            ? new FieldValue.Text(read.Value)
            : new Refusal(ObjectCode.CprNotValid, "Not a valid CPR number: it has ten digits without a hyphen.", path);
    }

    private static Outcome<FieldValue?> ReadEnum(FieldDefinition field, JsonElement json, string path)
    {
        var read = ReadString(json, path, "a name");
        if (!read.Succeeded)
            return read.Refusal;
        return field.Values.Any(value => value.Name == read.Value)
            ? new FieldValue.Text(read.Value)
            : NotListed(field, read.Value, path);
    }

    private static Outcome<FieldValue?> ReadReference(JsonElement json, string path)
    {
        var read = ReadUuid(json, path);
        return read.Succeeded ? new FieldValue.Uuid(read.Value) : read.Refusal;
    }

    private static Outcome<FieldValue?> ReadSingleton(JsonElement json, string path)
    {
        var read = ReadUuid(json, path);
        return read.Succeeded ? new FieldValue.Uuids([read.Value]) : read.Refusal;
    }

    private static Outcome<FieldValue?> ReadReferences(FieldDefinition field, JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return WrongKind(json, path, "a list of uuids");
        if (json.GetArrayLength() > field.MaxItems)
            return Invalid($"A list has at most {field.MaxItems} uuids; this one has {json.GetArrayLength()}.", path);
        var uuids = new HashSet<Guid>();
        var index = 0;
        foreach (var item in json.EnumerateArray())
        {
            var at = $"{path}[{index++}]";
            var read = ReadUuid(item, at);
            if (!read.Succeeded)
                return read.Refusal;
            if (!uuids.Add(read.Value) && field.DuplicateCode is { } code)
                return new Refusal(code, $"'{read.Value:D}' is in the list more than once.", at);
        }
        if (uuids.Count < field.MinItems)
            return Invalid($"A list has at least {field.MinItems} different uuids; this one has {uuids.Count}.", path);
        return new Outcome<FieldValue?>(uuids.Count == 0 ? null : new FieldValue.Uuids(uuids), null);
    }

    private static Refusal NotListed(FieldDefinition field, string text, string path)
    {
        var names = field.Values.Select(value => value.Name).ToArray();
        return Invalid($"'{Quote(text)}' is not one of {string.Join(", ", names.Select(name => $"'{name}'"))}."
            + NearestName.Hint(text, names), path);
    }

    private static Refusal WrongKind(JsonElement json, string path, string what) =>
        new(ObjectCode.InvalidType, $"Expected {what}, not {Describe(json.ValueKind)}.", path);

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static Refusal Invalid(string message, string path) => new(ObjectCode.InvalidInput, message, path);

    private static string Quote(string text) => StorableText.Start(text, Quoted);
}
