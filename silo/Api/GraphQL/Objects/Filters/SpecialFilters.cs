using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Reading;
using MoCluster.Grains.Objects.Selection;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Versions;

namespace MoCluster.Silo.Api.GraphQL.Objects.Filters;

/// <summary>The fields of filters that only one type has, or that mean something of their own when they are null (docs/os2mo.md §10.3).</summary>
internal static class SpecialFilters
{
    /// <summary>OS2mo looks for uuids only by a query that is longer.</summary>
    private const int ShortestUuidQuery = 7;

    /// <summary>The filter of the owners of classes: that of units, and whether classes without an owner are found too.</summary>
    public static (string Name, string Type, FilterInput IncludeNone) ClassOwner { get; } = (
        "ClassOwnerFilter",
        "org_unit",
        new FilterInput("include_none", "Boolean!", "Whether classes without an owner are found too.", "false"));

    /// <summary>Whether the filter by a field is made here instead of from the catalogue.</summary>
    /// <param name="type">The type.</param>
    /// <param name="field">The field.</param>
    public static bool Replaces(TypeDefinition type, FieldDefinition field) => (type.Name, field.Name) is
        ("manager", "person") or ("org_unit", "parent") or ("ituser", "external_id") or ("ituser", "primary");

    /// <summary>The special fields of the filter of a type.</summary>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="type">The type.</param>
    /// <param name="dialect">For whom the schema is built.</param>
    public static IEnumerable<FilterField> Of(ObjectCatalogue catalogue, TypeDefinition type, Dialect dialect) => type.Name switch
    {
        "association" => [ItAssociation(type)],
        "class" => [OwnerOfClass(type)],
        "engagement" => [ReferredBy("ituser", catalogue["ituser"], "engagements", "the IT users that belong to it")],
        "facet" => NeverMet("parent", "FacetFilter", "parents", "parent_user_keys"),
        "ituser" => [.. ItUser(catalogue, type, dialect)],
        "leave" => NeverMet("org_unit", "OrganisationUnitFilter", "org_units"),
        "manager" => [.. Manager(catalogue, type, dialect)],
        "org_unit" => UnitFilters.Of(catalogue, type),
        "person" => [.. Person(catalogue, type)],
        _ => [],
    };

    /// <summary>A condition that is met by objects to which others refer.</summary>
    /// <param name="name">The name in the filter.</param>
    /// <param name="source">The type that refers.</param>
    /// <param name="field">The field that refers.</param>
    /// <param name="what">What refers, for people.</param>
    /// <param name="nullCounts">Whether null selects the objects to which none refers.</param>
    public static FilterField ReferredBy(string name, TypeDefinition source, string field, string what, bool nullCounts = false)
    {
        var description = $"Those of {what}, of which one meets this filter{(nullCounts ? "; null selects those that have none" : "")}.";
        var input = new FilterInput(name, ObjectFilters.NameOf(source), description, nullCounts ? null : "null");
        return new FilterField([input], reading =>
        {
            if (reading.Get<InputObject>(name) is { } filter)
                return new SelectionCondition.ReferredBy(source[field], reading.Nested(source.Name, filter), reading.Interval);
            return nullCounts && reading.Has(name)
                ? new SelectionCondition.Not(new SelectionCondition.ReferredBy(source[field], reading.Contemporary(source.Name), reading.Interval))
                : null;
        });
    }

    /// <summary>A condition that searches texts.</summary>
    /// <param name="reading">The filter.</param>
    /// <param name="conditions">Makes the conditions, one of which must be met, of the query and of whether it may be part of a uuid.</param>
    public static SelectionCondition? Query(FilterReading reading, Func<string, bool, SelectionCondition[]> conditions) =>
        reading.Get<string>("query") is { Length: > 0 } query
            ? new SelectionCondition.AnyOf([.. conditions(query, query.Length > ShortestUuidQuery)])
            : null;

    private static FilterField ItAssociation(TypeDefinition type)
    {
        var input = new FilterInput("it_association", "Boolean", "Whether only IT associations are found, or only others; both when null.");
        var none = new SelectionCondition.Lacks(type["it_user"]);
        return new FilterField([input], reading => reading.Get<bool?>("it_association") switch
        {
            true => new SelectionCondition.Not(none),
            false => none,
            null => null,
        });
    }

    private static FilterField OwnerOfClass(TypeDefinition type)
    {
        var owner = type["owner"];
        var input = new FilterInput("owner", ClassOwner.Name, "Those that belong to such a unit.");
        return new FilterField([input], reading =>
        {
            if (reading.Get<InputObject>("owner") is not { } filter)
                return null;
            var owned = new SelectionCondition.RefersTo(owner, reading.Nested(ClassOwner.Type, filter));
            return filter.Get<bool>("include_none") ? new SelectionCondition.AnyOf([owned, new SelectionCondition.Lacks(owner)]) : owned;
        });
    }

    private static IEnumerable<FilterField> ItUser(ObjectCatalogue catalogue, TypeDefinition type, Dialect dialect)
    {
        var externalId = type["external_id"];
        yield return new FilterField(
            [new FilterInput("external_ids", "[String!]", "Those with one of these external ids; null may select those without one.", Default: null)],
            reading => reading.List<string>("external_ids") switch
            {
                { IsDefault: false } values => new SelectionCondition.OneOf(externalId, values),
                _ => dialect.NullFindsNoExternalId && reading.Has("external_ids") ? new SelectionCondition.Lacks(externalId) : null,
            });
        var primary = type["primary"];
        yield return new FilterField(UsualFilters.Inputs(catalogue, primary, primary.Filter!), reading =>
        {
            if (!reading.Has("primary"))
                return null;
            var has = new SelectionCondition.RefersTo(primary, reading.Nested(primary.Target!, reading.Get<InputObject>("primary")));
            return reading.Get<InputObject>("primary") is null ? new SelectionCondition.Not(has) : has;
        });
        yield return ReferredBy("rolebinding", catalogue["rolebinding"], "ituser", "the role bindings of it", nullCounts: true);
    }

    private static IEnumerable<FilterField> Manager(ObjectCatalogue catalogue, TypeDefinition type, Dialect dialect)
    {
        var person = type["person"];
        yield return new FilterField(UsualFilters.Inputs(catalogue, person, person.Filter!), reading =>
        {
            if (UsualFilters.Target(reading, person.Target!, person.Filter!) is { } target)
                return new SelectionCondition.RefersTo(person, target);
            return dialect.NullFindsVacantPosts && reading.Has(person.Filter!.Name) ? new SelectionCondition.Vacant(person) : null;
        });
        yield return new FilterField(
            [new FilterInput("exclude", "EmployeeFilter", "Those that no such person holds.")],
            reading => reading.Get<InputObject>("exclude") is { } filter
                ? new SelectionCondition.Not(new SelectionCondition.RefersTo(person, reading.Nested(person.Target!, filter)))
                : null);
    }

    private static IEnumerable<FilterField> Person(ObjectCatalogue catalogue, TypeDefinition type)
    {
        var itUsers = catalogue["ituser"];
        yield return new FilterField(
            [new FilterInput("query", "String", "Those whose names, user key, CPR number, uuid or IT user has these words.", Default: null)],
            reading => Query(reading, (query, uuid) =>
            [
                new SelectionCondition.Contains(
                    query, [type["given_name"], type["surname"], type["nickname_given_name"], type["nickname_surname"]], uuid),
                new SelectionCondition.Contains(query, [type["user_key"]], Uuid: false),
                new SelectionCondition.Contains(query, [type["cpr_number"]], Uuid: false),
                new SelectionCondition.ReferredBy(
                    itUsers["person"],
                    reading.Contemporary(itUsers.Name) with
                    {
                        Conditions = [new SelectionCondition.Contains(query, [itUsers["user_key"]], Uuid: false)],
                    },
                    reading.Interval),
            ]));
        yield return ReferredBy("owner", catalogue["owner"], "person", "the owners of the person");
        yield return ReferredBy("ituser", itUsers, "person", "the IT users of the person", nullCounts: true);
    }

    /// <summary>A filter by what no object has here: a facet has no parent, and a leave no unit. It finds nothing, as in OS2mo.</summary>
    private static FilterField[] NeverMet(string name, string type, string uuids, string? userKeys = null)
    {
        var names = new FilterDefinition(name, uuids, userKeys);
        var inputs = new List<FilterInput>
        {
            new(name, type, "Finds nothing, since no object has one."),
            new(uuids, "[UUID!]", "Finds nothing, since no object has one.", Deprecation: $"Use `{name}` instead."),
        };
        if (userKeys is not null)
            inputs.Add(new FilterInput(userKeys, "[String!]", "Finds nothing, since no object has one.", Deprecation: $"Use `{name}` instead."));
        return
        [
            new FilterField([.. inputs], reading => new[] { names.Name, names.Uuids, names.UserKeys }
                .Any(given => given is not null && reading.Has(given) && reading.Get<object>(given) is not null)
                ? new SelectionCondition.AnyOf([])
                : null),
        ];
    }
}
