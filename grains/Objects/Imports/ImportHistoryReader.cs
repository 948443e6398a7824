using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>Reads the registrations of a line: the history of an object as another store had it.</summary>
/// <param name="states">Reads the state of each registration.</param>
/// <param name="note">How long a note may be.</param>
internal sealed class ImportHistoryReader(ImportStateReader states, TextBound note)
{
    private static readonly string[] Known = ["number", "time", "actor", "operation", "note", "validities"];

    /// <summary>Reads a history.</summary>
    /// <param name="type">The type of the object.</param>
    /// <param name="subject">The uuid of the object.</param>
    /// <param name="json">The list of registrations, the oldest first.</param>
    /// <param name="now">The time of the store: no registration may be later.</param>
    public Outcome<ImportedHistory> Read(TypeDefinition type, Guid subject, JsonElement json, DateTimeOffset now)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return new Refusal(ObjectCode.InvalidType, "Expected a list of registrations.", "registrations");
        var count = json.GetArrayLength();
        if (count == 0)
            return new Refusal(ObjectCode.InvalidInput, "An object has at least one registration.", "registrations");
        var rows = ImmutableArray.CreateBuilder<RegistrationRow>(count);
        ObjectState? last = null;
        foreach (var item in json.EnumerateArray())
        {
            var path = $"registrations[{rows.Count}]";
            var role = rows.Count == count - 1 ? ImportedAs.Latest : ImportedAs.Earlier;
            var read = Read(type, subject, item, path, rows.Count + 1, role);
            if (!read.Succeeded)
                return read.Refusal;
            var (row, state) = read.Value;
            if (row.Time > now)
                return Wrong($"The time {row.Time:O} is after that of the store, {now:O}; a registration was made in the past.", $"{path}.time");
            if (rows.Count > 0 && row.Time < rows[^1].Time)
                return Wrong("The time is before that of the registration before it.", $"{path}.time");
            rows.Add(row);
            last = state;
        }
        return new ImportedHistory(rows.MoveToImmutable(), last!);
    }

    private Outcome<(RegistrationRow Row, ObjectState State)> Read(
        TypeDefinition type, Guid subject, JsonElement json, string path, long expected, ImportedAs role)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return new Refusal(ObjectCode.InvalidType, "Expected a registration.", path);
        JsonElement? number = null, time = null, actor = null, operation = null, said = null, validities = null;
        foreach (var property in json.EnumerateObject())
        {
            if (property.NameEquals("number"u8))
                number = property.Value;
            else if (property.NameEquals("time"u8))
                time = property.Value;
            else if (property.NameEquals("actor"u8))
                actor = property.Value;
            else if (property.NameEquals("operation"u8))
                operation = property.Value;
            else if (property.NameEquals("note"u8))
                said = property.Value;
            else if (property.NameEquals("validities"u8))
                validities = property.Value;
            else
                return ImportLineReader.Unknown(property.Name, "a registration", Known, $"{path}.");
        }
        if (Missing([(number, "number"), (time, "time"), (actor, "actor"), (operation, "operation"), (validities, "validities")]) is { } missing)
            return new Refusal(ObjectCode.MissingRequiredValue, $"Missing required value: '{missing}'.", $"{path}.{missing}");
        if (number!.Value.ValueKind != JsonValueKind.Number || !number.Value.TryGetInt64(out var given) || given != expected)
            return Wrong($"Registrations are numbered 1, 2, 3 …; this one is number {expected}.", $"{path}.number");
        if (time!.Value.ValueKind != JsonValueKind.String || !time.Value.TryGetDateTimeOffset(out var made))
            return Wrong("Not a time such as '2021-12-31T23:59:59.123456Z'.", $"{path}.time");
        if (made.UtcTicks % TimeSpan.TicksPerMicrosecond != 0)
            return Wrong("A registration's time has six digits of a second at most: stores keep no finer times.", $"{path}.time");
        var who = FieldReader.ReadUuid(actor!.Value, $"{path}.actor");
        if (!who.Succeeded)
            return who.Refusal;
        if (operation!.Value.ValueKind != JsonValueKind.String || OperationSpelling.Parse(operation.Value.GetString()!) is not { } kind)
            return Wrong($"Not an operation; they are {string.Join(", ", OperationSpelling.All)}.", $"{path}.operation");
        var noted = ImportLineReader.ReadNote(said, note, $"{path}.note");
        if (noted.Refusal is { } tooLong)
            return tooLong;
        var state = states.Read(type, subject, validities!.Value, $"{path}.validities", role);
        if (!state.Succeeded)
            return state.Refusal;
        if (kind == MutationKind.Delete && !state.Value.IsEmpty)
            return Wrong("A deleted object has no validities.", $"{path}.validities");
        var row = new RegistrationRow(given, made.ToUniversalTime(), who.Value, kind, noted.Value, ObjectStateCodec.Encode(state.Value));
        return (row, state.Value);
    }

    private static string? Missing(ReadOnlySpan<(JsonElement? Value, string Name)> properties)
    {
        foreach (var (value, name) in properties)
        {
            if (value is null or { ValueKind: JsonValueKind.Null })
                return name;
        }
        return null;
    }

    private static Refusal Wrong(string message, string path) => new(ObjectCode.InvalidInput, message, path);
}
