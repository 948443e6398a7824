using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GrainInterfaces.Catalogue.Rules;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Objects.Requests;

/// <summary>
/// Reads a request into a <see cref="MutationDraft"/>, or says what is wrong with the request, where, and what would be right. It knows the
/// catalogue but no object: the rules and the store decide later whether the mutation can be made.
/// </summary>
public sealed class MutationValidator
{
    private const int QuotedName = 64;
    private readonly ObjectCatalogue _catalogue;
    private readonly ValidityCalendar _calendar;
    private readonly ValidityReader _validities;
    private readonly InputFieldReader _fields;
    private readonly TextBound _note;

    /// <summary>Makes a validator.</summary>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="calendar">The days on which validities begin and end.</param>
    /// <param name="options">The limits, and whether CPR numbers must begin with a day of birth; null for the defaults.</param>
    public MutationValidator(ObjectCatalogue catalogue, ValidityCalendar calendar, ObjectOptions? options = null)
    {
        options ??= new ObjectOptions();
        _fields = new InputFieldReader(options.CprValidateBirthdate);
        _catalogue = catalogue;
        _calendar = calendar;
        _validities = new ValidityReader(calendar);
        _note = TextBound.Of(options.MaxNoteLength);
    }

    /// <summary>Reads a request by the first family of mutations of the object's type that knows all fields in it.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="kind">What the mutation does.</param>
    /// <param name="request">The request.</param>
    /// <param name="path">The path with which paths of refusals begin.</param>
    public Outcome<MutationDraft> Read(ObjectKey subject, MutationKind kind, MutationRequest request, string path = "input")
    {
        if (_catalogue.FindType(subject.Type) is not { } type)
        {
            var hint = NearestName.Hint(subject.Type, _catalogue.Types.Select(known => known.Name));
            return new Refusal(ObjectCode.UnknownType, $"There is no type '{Shorten(subject.Type)}'.{hint}");
        }
        return request.Json is { } json
            ? Read(Family(type, kind, json), kind, subject.Uuid, json, path)
            : new Refusal(ObjectCode.InvalidInput, $"The request is not JSON: {request.Problem}", path);
    }

    /// <summary>Reads an input.</summary>
    /// <param name="mutator">The family of mutations.</param>
    /// <param name="kind">What the mutation does.</param>
    /// <param name="subject">The object's uuid. Where the input has a <c>uuid</c>, it must be the same.</param>
    /// <param name="input">The input. No name occurs twice in it.</param>
    /// <param name="path">The path with which paths of refusals begin.</param>
    public Outcome<MutationDraft> Read(MutatorDefinition mutator, MutationKind kind, Guid subject, JsonElement input, string path = "input")
    {
        if (input.ValueKind != JsonValueKind.Object)
            return new Refusal(ObjectCode.InvalidType, "Expected an object.", path);
        var draft = new MutationDraft { Mutator = mutator, Kind = kind, Subject = subject, Path = path };
        return kind switch
        {
            MutationKind.Create when mutator.Create is { } definition => ReadCreate(draft, definition, input),
            MutationKind.Edit when mutator.Update is { } definition => ReadUpdate(draft, definition, input),
            MutationKind.Terminate when mutator.Terminate || mutator.Relate is not null => ReadTerminate(draft, input),
            MutationKind.Delete when mutator.Delete => ReadOwn(draft, input, []).Refusal is { } refusal ? refusal : draft,
            MutationKind.Refresh when mutator.RefreshName is not null => ReadOwn(draft, input, []).Refusal is { } refusal ? refusal : draft,
            _ => new Refusal(ObjectCode.InvalidOperation, $"There is no {kind} of '{mutator.Name}'."),
        };
    }

    private Outcome<MutationDraft> ReadCreate(MutationDraft draft, InputDefinition definition, JsonElement input)
    {
        var read = ReadInput(draft, definition, input);
        if (!read.Succeeded)
            return read.Refusal;
        draft = read.Value;
        draft = draft with { Changes = FieldDefaults.Fill(draft.Mutator.Type, draft.Subject, draft.Changes) };
        if (definition.Validity == ValidityInputKind.Birth)
            draft = draft with { Interval = FromBirth(draft) };
        var values = FieldValues.None(draft.Mutator.Type).With(draft.Changes);
        return SegmentRules.Check(draft.Mutator, values, draft.Path) is { } refusal ? refusal : draft;
    }

    private Outcome<MutationDraft> ReadUpdate(MutationDraft draft, InputDefinition definition, JsonElement input)
    {
        var read = ReadInput(draft, definition, input);
        if (!read.Succeeded)
            return read.Refusal;
        var changes = read.Value.Changes.ToBuilder();
        foreach (var field in definition.Fields.Where(field => !field.IsAlias).Select(field => field.Field))
        {
            if (field.Absent == AbsentMeaning.Clear && !Says(changes, field))
                changes.Add(new FieldChange(field, null));
        }
        return read.Value with { Changes = changes.ToImmutable() };
    }

    private static bool Says(ImmutableArray<FieldChange>.Builder changes, FieldDefinition field)
    {
        foreach (var change in changes)
        {
            if (change.Field == field)
                return true;
        }
        return false;
    }

    private Outcome<MutationDraft> ReadTerminate(MutationDraft draft, JsonElement input)
    {
        var vacates = draft.Mutator.Type.OnEnd == EndPolicy.Cascade;
        var own = ReadOwn(draft, input, vacates ? ["from", "to", "vacate"] : ["from", "to"]);
        if (!own.Succeeded)
            return own.Refusal;
        if (own.Value.GetValueOrDefault("vacate") is { ValueKind: not JsonValueKind.Null } given)
        {
            if (given.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                return new Refusal(ObjectCode.InvalidType, "Expected true or false.", $"{draft.Path}.vacate");
            draft = draft with { Vacate = given.GetBoolean() };
        }
        var interval = _validities.ReadTermination(own.Value.GetValueOrDefault("from"), own.Value.GetValueOrDefault("to"), draft.Path);
        return interval.Succeeded ? draft with { Interval = interval.Value } : interval.Refusal;
    }

    private Outcome<MutationDraft> ReadInput(MutationDraft draft, InputDefinition definition, JsonElement input)
    {
        var mutations = definition.Validity == ValidityInputKind.Birth ? [] : ImmutableArray.Create("validity");
        if (draft.Mutator.Note is not null)
            mutations = mutations.Add("note");
        var own = ReadOwn(draft, input, mutations, definition);
        if (!own.Succeeded)
            return own.Refusal;
        var changes = _fields.Read(draft, definition, input);
        if (!changes.Succeeded)
            return changes.Refusal;
        draft = draft with
        {
            Changes = changes.Value,
            IsNamed = input.TryGetProperty("uuid", out var named) && named.ValueKind != JsonValueKind.Null,
        };
        if (definition.Validity != ValidityInputKind.Birth)
        {
            var interval = _validities.Read(definition.Validity, own.Value.GetValueOrDefault("validity"), draft.Path);
            if (!interval.Succeeded)
                return interval.Refusal;
            draft = draft with { Interval = interval.Value };
        }
        if (own.Value.GetValueOrDefault("note") is not { ValueKind: not JsonValueKind.Null } given)
            return draft;
        var note = FieldReader.ReadString(given, $"{draft.Path}.note");
        if (!note.Succeeded)
            return note.Refusal;
        return _note.Check(note.Value, "note", $"{draft.Path}.note") is { } wrong ? wrong with { Code = ObjectCode.InvalidInput } : draft with { Note = note.Value };
    }

    /// <summary>Finds the properties of an input that are not fields, and refuses unknown ones.</summary>
    private static Outcome<Dictionary<string, JsonElement?>> ReadOwn(
        MutationDraft draft, JsonElement input, ImmutableArray<string> names, InputDefinition? definition = null)
    {
        var own = new Dictionary<string, JsonElement?>(StringComparer.Ordinal);
        foreach (var property in input.EnumerateObject())
        {
            // Every read of the property allocates the name again.
            var name = property.Name;
            if (name == "uuid")
            {
                if (Uuid(draft, property.Value, $"{draft.Path}.uuid") is { } refusal)
                    return refusal;
            }
            else if (names.Contains(name, StringComparer.Ordinal))
            {
                own[name] = property.Value;
            }
            else if (definition?.Find(name) is null)
            {
                var known = names.Add("uuid").Concat(definition?.Fields.Select(field => field.Name) ?? []);
                return new Refusal(ObjectCode.InvalidInput, $"There is no field '{Shorten(name)}' in the {Spelled(draft.Kind)} of "
                    + $"'{draft.Mutator.Name}'.{NearestName.Hint(name, known)}", $"{draft.Path}.{Shorten(name)}");
            }
        }
        return own;
    }

    private static Refusal? Uuid(MutationDraft draft, JsonElement given, string at)
    {
        // A create may give null: then the server names the object.
        if (given.ValueKind == JsonValueKind.Null && draft.Kind == MutationKind.Create)
            return null;
        var uuid = FieldReader.ReadUuid(given, at);
        if (!uuid.Succeeded)
            return uuid.Refusal;
        return uuid.Value == draft.Subject
            ? null
            : new Refusal(ObjectCode.InvalidInput, $"The input names '{uuid.Value:D}', but the mutation is of '{draft.Subject:D}'.", at);
    }

    /// <summary>
    /// The interval in which a new person is active: from birth, where the CPR number has a day of birth. Otherwise it has no beginning, as in
    /// OS2mo (docs/os2mo.md §8.1).
    /// </summary>
    private Validity FromBirth(MutationDraft draft)
    {
        var number = draft.Changes.FirstOrDefault(change => change.Field.Kind == FieldKind.Cpr).Value;
        return number is not null && Cpr.TryReadBirthday(number.Canonical, out var birthday)
            ? Validity.Always with { From = _calendar.StartOf(birthday) }
            : Validity.Always;
    }

    private static MutatorDefinition Family(TypeDefinition type, MutationKind kind, JsonElement input)
    {
        foreach (var mutator in type.Mutators)
        {
            var definition = kind switch
            {
                MutationKind.Create => mutator.Create,
                MutationKind.Edit => mutator.Update,
                _ => null,
            };
            if (definition is not null && input.ValueKind == JsonValueKind.Object && Knows(definition, input))
                return mutator;
        }
        return type.Mutators[0];
    }

    private static bool Knows(InputDefinition definition, JsonElement input)
    {
        foreach (var property in input.EnumerateObject())
        {
            var name = property.Name;
            if (name is not ("uuid" or "validity" or "note") && definition.Find(name) is null)
                return false;
        }
        return true;
    }

    private static string Spelled(MutationKind kind) => kind switch
    {
        MutationKind.Edit => "update",
        MutationKind.Create => "create",
        MutationKind.Terminate => "terminate",
        MutationKind.Delete => "delete",
        _ => "refresh",
    };

    private static string Shorten(string name) => StorableText.Start(name, QuotedName);
}
