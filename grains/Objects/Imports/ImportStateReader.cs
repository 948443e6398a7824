using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>Reads the validities of a line into a state, by the same rules of fields and segments as the inputs of mutations.</summary>
internal sealed class ImportStateReader
{
    private static readonly string[] Known = ["from", "to", "values"];

    private readonly InputFieldReader _fields;
    private readonly ValidityReader _validities;

    /// <summary>Makes a reader.</summary>
    /// <param name="calendar">The days on which validities begin and end.</param>
    /// <param name="options">Says whether CPR numbers must begin with a day of birth.</param>
    public ImportStateReader(ValidityCalendar calendar, ObjectOptions options)
    {
        _fields = new InputFieldReader(options.CprValidateBirthdate);
        _validities = new ValidityReader(calendar);
    }

    /// <summary>Reads a state.</summary>
    /// <param name="type">The type of the object.</param>
    /// <param name="subject">The uuid of the object, which is the default of some fields.</param>
    /// <param name="json">The list of validities, in any order.</param>
    /// <param name="path">The place of the list in the line.</param>
    /// <param name="role">What the state is.</param>
    public Outcome<ObjectState> Read(TypeDefinition type, Guid subject, JsonElement json, string path, ImportedAs role)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return new Refusal(ObjectCode.InvalidType, "Expected a list of validities.", path);
        var count = json.GetArrayLength();
        if (count > ObjectState.MaxSegments)
        {
            return new Refusal(
                ObjectCode.InvalidInput, $"An object has at most {ObjectState.MaxSegments} validities; this one has {count}.", path);
        }
        var segments = new List<Segment>(count);
        foreach (var item in json.EnumerateArray())
        {
            var segment = ReadSegment(type, subject, item, $"{path}[{segments.Count}]", role);
            if (!segment.Succeeded)
                return segment.Refusal;
            segments.Add(segment.Value);
        }
        if (segments.Count > 1)
            segments.Sort(static (one, other) => one.Interval.From.CompareTo(other.Interval.From));
        for (var i = 1; i < segments.Count; i++)
        {
            if (segments[i].Interval.From < segments[i - 1].Interval.To)
            {
                return new Refusal(ObjectCode.InvalidInput, "Two validities overlap: at any time an object has one value in each field. "
                    + "Let one of them end where the other begins.", path);
            }
        }
        return ObjectState.Of(type, segments);
    }

    private Outcome<Segment> ReadSegment(TypeDefinition type, Guid subject, JsonElement json, string path, ImportedAs role)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return new Refusal(ObjectCode.InvalidType, "Expected a validity, such as {\"from\": \"2021-01-01\", \"values\": { … }}.", path);
        JsonElement? from = null, to = null, values = null;
        foreach (var property in json.EnumerateObject())
        {
            if (property.NameEquals("from"u8))
                from = property.Value;
            else if (property.NameEquals("to"u8))
                to = property.Value;
            else if (property.NameEquals("values"u8))
                values = property.Value;
            else
                return ImportLineReader.Unknown(property.Name, "a validity", Known, $"{path}.");
        }
        var fromRequired = role == ImportedAs.New && type.Mutators[0].Create is { Validity: ValidityInputKind.Required };
        var interval = _validities.Read(from, to, fromRequired, toRequired: false, path);
        if (!interval.Succeeded)
            return interval.Refusal;
        if (values is not { ValueKind: JsonValueKind.Object } given)
        {
            return values is null
                ? new Refusal(ObjectCode.MissingRequiredValue, "Missing required value: 'values'.", $"{path}.values")
                : new Refusal(ObjectCode.InvalidType, "Expected an object with the values of the fields.", $"{path}.values");
        }
        var read = ReadValues(type, given, $"{path}.values");
        if (read.Refusal is { } wrong)
            return wrong;
        var changes = role == ImportedAs.New ? FieldDefaults.Fill(type, subject, read.Value) : read.Value;
        var held = FieldValues.None(type).With(changes);
        if (role != ImportedAs.Earlier && SegmentRules.Check(type.Mutators[0], held, $"{path}.values") is { } broken)
            return broken;
        return new Segment(interval.Value, held);
    }

    private Outcome<ImmutableArray<FieldChange>> ReadValues(TypeDefinition type, JsonElement json, string path)
    {
        var changes = ImmutableArray.CreateBuilder<FieldChange>();
        foreach (var property in json.EnumerateObject())
        {
            var name = property.Name;
            if (type.FindField(name) is not { } field)
                return ImportLineReader.Unknown(name, $"the fields of '{type.Name}'", type.Fields.Select(known => known.Name), $"{path}.");
            if (property.Value.ValueKind == JsonValueKind.Null)
                continue;
            var value = _fields.Read(field, single: false, property.Value, $"{path}.{name}");
            if (value.Refusal is { } wrong)
                return wrong;
            changes.Add(new FieldChange(field, value.Value));
        }
        return changes.ToImmutable();
    }
}
