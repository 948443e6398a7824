using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Reading;
using MoCluster.Grains.Objects.Selection;
using MoCluster.GraphQL.Types;

namespace MoCluster.Silo.Api.GraphQL.Objects.Filters;

/// <summary>The fields of filters that follow from the catalogue.</summary>
internal static class UsualFilters
{
    /// <summary>The fields of the filter of a type.</summary>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="type">The type.</param>
    public static IEnumerable<FilterField> Of(ObjectCatalogue catalogue, TypeDefinition type)
    {
        yield return Plain(new FilterInput("uuids", "[UUID!]", "Those with one of these uuids."));
        if (type.FindField("user_key") is { } userKey)
        {
            var input = new FilterInput("user_keys", "[String!]", "Those that have, at some time in the interval, one of these user keys.");
            yield return new FilterField([input], reading => OneOf(reading, input, userKey));
        }

        yield return Plain(new FilterInput(
            "from_date", "DateTime", "Those that are active at some time from this instant on: now when absent, since ever when null.", Default: null));
        yield return Plain(new FilterInput(
            "to_date", "DateTime",
            "Those that are active at some time before this instant: a millisecond after from_date when absent, for ever when null.", Default: null));
        yield return Plain(new FilterInput("registration_time", "DateTime", "Those that were registered so at this instant; now when absent or null."));
        if (type.Registrations.Filter is { } registrations)
        {
            yield return new FilterField(
                [new FilterInput("registration", registrations, "Those with such a registration.")], Registered);
        }

        foreach (var field in type.Fields.Where(field => field.Filter is not null && !IsSpecial(type, field)))
            yield return field.IsReference ? Reference(catalogue, field, field.Filter!) : Text(field, field.Filter!);
    }

    /// <summary>The target of a reference that a filter names, by its filter, by uuids or by user keys; null if the caller gave none of them.</summary>
    /// <param name="reading">The filter.</param>
    /// <param name="target">The name of the target's type.</param>
    /// <param name="names">The names in the filter.</param>
    public static ObjectSelection? Target(FilterReading reading, string target, FilterDefinition names)
    {
        var filter = reading.Get<InputObject>(names.Name);
        var uuids = names.Uuids is { } byUuid ? reading.List<Guid>(byUuid) : default;
        var userKeys = names.UserKeys is { } byKey ? reading.List<string>(byKey) : default;
        if (filter is null && uuids.IsDefault && userKeys.IsDefault)
            return null;
        var selection = reading.Nested(target, filter);
        if (!uuids.IsDefault)
            selection = selection with { Uuids = selection.Uuids.IsDefault ? uuids : [.. selection.Uuids, .. uuids] };
        if (userKeys.IsDefault)
            return selection;
        var field = selection.Type["user_key"];
        var given = filter is not null && filter.GetList<string>("user_keys") is { } keys ? keys : [];
        var others = selection.Conditions.Where(condition => condition is not SelectionCondition.OneOf oneOf || oneOf.Field != field);
        return selection with { Conditions = [.. others, new SelectionCondition.OneOf(field, [.. given, .. userKeys])] };
    }

    /// <summary>The names in a filter of a reference.</summary>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="field">The field.</param>
    /// <param name="names">The names.</param>
    public static ImmutableArray<FilterInput> Inputs(ObjectCatalogue catalogue, FieldDefinition field, FilterDefinition names)
    {
        var target = catalogue[field.Target!];
        var nothing = names.NullCounts ? null : "null";
        var inputs = ImmutableArray.Create(new FilterInput(
            names.Name, ObjectFilters.NameOf(target), $"Those that refer, at some time in the interval, to such an object. {field.Description}", nothing));
        if (names.Uuids is { } uuids)
        {
            inputs = inputs.Add(new FilterInput(
                uuids, "[UUID!]", $"Those that refer to one of these: {field.Description}",
                names.NullCounts && names.Name == "parent" ? null : "null", $"Use `{names.Name}: {{uuids: …}}` instead."));
        }

        return names.UserKeys is { } userKeys
            ? inputs.Add(new FilterInput(
                userKeys, "[String!]", $"Those that refer to one with such a user key: {field.Description}", "null",
                $"Use `{names.Name}: {{user_keys: …}}` instead."))
            : inputs;
    }

    private static FilterField Reference(ObjectCatalogue catalogue, FieldDefinition field, FilterDefinition names) => new(
        Inputs(catalogue, field, names),
        reading => Target(reading, field.Target!, names) is { } target ? new SelectionCondition.RefersTo(field, target) : null);

    private static FilterField Text(FieldDefinition field, FilterDefinition names)
    {
        var input = new FilterInput(
            names.Name,
            field.Kind == FieldKind.Cpr ? "[CPR!]" : "[String!]",
            $"Those that have, at some time in the interval, one of these values. {field.Description}",
            names.NullCounts ? null : "null");
        return new FilterField([input], reading => OneOf(reading, input, field));
    }

    private static SelectionCondition.OneOf? OneOf(FilterReading reading, FilterInput input, FieldDefinition field) =>
        reading.List<string>(input.Name) is { IsDefault: false } values ? new SelectionCondition.OneOf(field, values) : null;

    private static SelectionCondition.Registered? Registered(FilterReading reading)
    {
        if (reading.Get<InputObject>("registration") is not { } filter)
            return null;
        var actors = filter.GetList<Guid>("actors") is { } given ? [.. given] : default(ImmutableArray<Guid>);
        return new SelectionCondition.Registered(actors, filter.Get<DateTimeOffset?>("start"), filter.Get<DateTimeOffset?>("end"));
    }

    /// <summary>A field that <see cref="ObjectFilters.Read"/> reads itself.</summary>
    private static FilterField Plain(FilterInput input) => new([input], _ => null);

    private static bool IsSpecial(TypeDefinition type, FieldDefinition field) => SpecialFilters.Replaces(type, field);
}
