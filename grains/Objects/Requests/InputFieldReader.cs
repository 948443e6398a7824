using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Requests;

/// <summary>Reads the fields of a create's or an update's input into changes: aliases, nulls, required fields, and the values themselves.</summary>
/// <param name="cprValidateBirthdate">Whether a CPR number must begin with a day of birth.</param>
internal sealed class InputFieldReader(bool cprValidateBirthdate)
{
    /// <summary>Reads the fields of an input.</summary>
    /// <param name="draft">The mutation, as far as it was read.</param>
    /// <param name="definition">The fields that the input may have.</param>
    /// <param name="input">The input. No name occurs twice in it.</param>
    /// <returns>The changes, at most one of each field; or the refusal.</returns>
    public Outcome<ImmutableArray<FieldChange>> Read(MutationDraft draft, InputDefinition definition, JsonElement input)
    {
        var changes = ImmutableArray.CreateBuilder<FieldChange>();
        var givenAs = new Dictionary<FieldDefinition, string>(ReferenceEqualityComparer.Instance);
        foreach (var property in input.EnumerateObject())
        {
            if (definition.Find(property.Name) is not { } found)
                continue;
            var at = $"{draft.Path}.{found.Name}";
            var isNull = property.Value.ValueKind == JsonValueKind.Null;
            // An alias that is null is ignored: clients that know both names give only one of them a value.
            if (isNull && (found.IsAlias || draft.Kind == MutationKind.Create))
                continue;
            if (isNull && !found.Clearable)
                return new Refusal(ObjectCode.MissingRequiredValue, $"Missing required value: '{found.Name}' cannot be null.", at);
            var value = isNull ? new Outcome<FieldValue?>(null, null) : Read(found.Field, found.Single, property.Value, at);
            if (value.Refusal is { } wrong)
                return wrong;
            if (!givenAs.TryAdd(found.Field, found.Name))
                return new Refusal(ObjectCode.InvalidInput, $"Can only set one of '{givenAs[found.Field]}' and '{found.Name}'.", at);
            changes.Add(new FieldChange(found.Field, value.Value));
        }
        foreach (var missing in definition.Fields)
        {
            if (missing.Required && !givenAs.ContainsKey(missing.Field))
                return new Refusal(ObjectCode.MissingRequiredValue, $"Missing required value: '{missing.Name}'.", $"{draft.Path}.{missing.Name}");
        }
        return changes.ToImmutable();
    }

    /// <summary>Reads the value of a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="single">Whether the input has one value for a field that holds several.</param>
    /// <param name="json">The input's value; not null.</param>
    /// <param name="path">The place of the value in the request.</param>
    /// <returns>The value, which is null for an empty list of references; or the refusal.</returns>
    public Outcome<FieldValue?> Read(FieldDefinition field, bool single, JsonElement json, string path)
    {
        var value = FieldReader.Read(field, single, json, path);
        if (cprValidateBirthdate && field.Kind == FieldKind.Cpr && value.Value is { } number && !Cpr.TryReadBirthday(number.Canonical, out _))
        {
            // The number is personal data, and the message may be logged: so the message does not repeat it.
            return new Refusal(ObjectCode.CprNotValid, "Not a valid CPR number: its first six digits are not a day of birth, DDMMYY. "
                + "Replacement numbers, which add 60 to the day, are accepted with Objects:CprValidateBirthdate=false.", path);
        }
        return value;
    }
}
