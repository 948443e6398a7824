using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>
/// Reads a line of an import, or says what is wrong in it, where, and what would be right. It knows the catalogue but no object: whether the line
/// fits what the store holds is found out later.
/// </summary>
public sealed class ImportLineReader
{
    private const int QuotedName = 64;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };
    private static readonly string[] Known = ["type", "uuid", "note", "validities", "registrations"];

    private readonly ObjectCatalogue _catalogue;
    private readonly ImportStateReader _states;
    private readonly ImportHistoryReader _histories;
    private readonly TextBound _note;

    /// <summary>Makes a reader. Only one thread at a time may use it.</summary>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="calendar">The days on which validities begin and end.</param>
    /// <param name="options">The limits of objects.</param>
    public ImportLineReader(ObjectCatalogue catalogue, ValidityCalendar calendar, ObjectOptions options)
    {
        _catalogue = catalogue;
        _note = TextBound.Of(options.MaxNoteLength);
        _states = new ImportStateReader(calendar, options);
        _histories = new ImportHistoryReader(_states, _note);
    }

    /// <summary>Reads a line.</summary>
    /// <param name="json">The line, in UTF-8, without its end.</param>
    /// <param name="number">The number of the line.</param>
    /// <param name="now">The time of the store: no registration may be later.</param>
    public Outcome<ImportLine> Read(ReadOnlyMemory<byte> json, long number, DateTimeOffset now)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, Strict);
        }
        catch (JsonException wrong)
        {
            return new Refusal(ObjectCode.InvalidInput, $"The line is not JSON: {wrong.Message}");
        }
        using (document)
            return Read(document.RootElement, number, json.Length, now);
    }

    private Outcome<ImportLine> Read(JsonElement root, long number, int bytes, DateTimeOffset now)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return new Refusal(ObjectCode.InvalidType, "Expected an object, such as {\"type\": \"person\", \"uuid\": \"…\", \"validities\": [ … ]}.");
        JsonElement? type = null, uuid = null, note = null, validities = null, registrations = null;
        foreach (var property in root.EnumerateObject())
        {
            if (property.NameEquals("type"u8))
                type = property.Value;
            else if (property.NameEquals("uuid"u8))
                uuid = property.Value;
            else if (property.NameEquals("note"u8))
                note = property.Value;
            else if (property.NameEquals("validities"u8))
                validities = property.Value;
            else if (property.NameEquals("registrations"u8))
                registrations = property.Value;
            else
                return Unknown(property.Name, "a line", Known, "");
        }
        if (ReadType(type).Refusal is { } untyped)
            return untyped;
        var known = _catalogue[type!.Value.GetString()!];
        if (uuid is not { } named)
            return new Refusal(ObjectCode.MissingRequiredValue, "Missing required value: 'uuid'.", "uuid");
        var subject = FieldReader.ReadUuid(named, "uuid");
        if (!subject.Succeeded)
            return subject.Refusal;
        if (validities.HasValue == registrations.HasValue)
        {
            return new Refusal(ObjectCode.InvalidInput, "A line has either 'validities', of which one registration is made, or 'registrations', "
                + "the history of the object.", validities.HasValue ? "registrations" : "validities");
        }
        return validities is { } state
            ? ReadState(known, subject.Value, state, note, number, bytes)
            : ReadHistory(known, subject.Value, registrations!.Value, note, number, bytes, now);
    }

    private Outcome<ImportLine> ReadState(TypeDefinition type, Guid uuid, JsonElement validities, JsonElement? note, long number, int bytes)
    {
        var state = _states.Read(type, uuid, validities, "validities", ImportedAs.New);
        if (!state.Succeeded)
            return state.Refusal;
        if (state.Value.IsEmpty)
            return new Refusal(ObjectCode.InvalidInput, "An object has at least one validity. An import deletes nothing.", "validities");
        var said = ReadNote(note, _note, "note");
        return said.Refusal is { } wrong ? wrong : new ImportLine
        {
            Number = number,
            Object = new ObjectKey(type.Name, uuid),
            State = state.Value,
            Note = said.Value,
            Bytes = bytes,
        };
    }

    private Outcome<ImportLine> ReadHistory(
        TypeDefinition type, Guid uuid, JsonElement registrations, JsonElement? note, long number, int bytes, DateTimeOffset now)
    {
        if (note is not null)
            return new Refusal(ObjectCode.InvalidInput, "Each registration has its own 'note'; the line has none.", "note");
        var history = _histories.Read(type, uuid, registrations, now);
        return history.Succeeded
            ? new ImportLine
            {
                Number = number,
                Object = new ObjectKey(type.Name, uuid),
                State = history.Value.State,
                History = history.Value.Rows,
                Bytes = bytes,
            }
            : history.Refusal;
    }

    private Outcome<TypeDefinition> ReadType(JsonElement? json)
    {
        if (json is not { } given)
            return new Refusal(ObjectCode.MissingRequiredValue, "Missing required value: 'type'.", "type");
        var name = FieldReader.ReadString(given, "type", "the name of a type");
        if (!name.Succeeded)
            return name.Refusal;
        return _catalogue.FindType(name.Value) is { } type
            ? type
            : new Refusal(
                ObjectCode.UnknownType,
                $"There is no type '{Shorten(name.Value)}'.{NearestName.Hint(name.Value, _catalogue.Types.Select(known => known.Name))}",
                "type");
    }

    /// <summary>Reads a note; null where there is none.</summary>
    internal static Outcome<string?> ReadNote(JsonElement? json, TextBound bound, string path)
    {
        if (json is not { ValueKind: not JsonValueKind.Null } given)
            return new Outcome<string?>(null, null);
        var note = FieldReader.ReadString(given, path);
        if (!note.Succeeded)
            return note.Refusal;
        return bound.Check(note.Value, "note", path) is { } wrong ? wrong with { Code = ObjectCode.InvalidInput } : note.Value;
    }

    /// <summary>Refuses a property that does not exist.</summary>
    internal static Refusal Unknown(string name, string where, IEnumerable<string> known, string prefix) => new(
        ObjectCode.InvalidInput,
        $"There is no '{Shorten(name)}' in {where}.{NearestName.Hint(name, known)}",
        prefix + Shorten(name));

    private static string Shorten(string name) => StorableText.Start(name, QuotedName);
}
