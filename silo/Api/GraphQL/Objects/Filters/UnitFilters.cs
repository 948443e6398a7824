using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.Selection;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects.Filters;

/// <summary>The special fields of the filter of organisation units: those that follow the tree, and those of which null means something.</summary>
internal static class UnitFilters
{
    /// <summary>The fields.</summary>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="type">The type of units.</param>
    public static IEnumerable<FilterField> Of(ObjectCatalogue catalogue, TypeDefinition type)
    {
        var parent = type["parent"];
        var engagement = catalogue["engagement"];
        yield return new FilterField(
            [new FilterInput("query", "String", "Those whose name, user key or uuid has these words.", Default: null)],
            reading => SpecialFilters.Query(reading, (query, uuid) =>
            [
                new SelectionCondition.Contains(query, [type["name"]], uuid),
                new SelectionCondition.Contains(query, [type["user_key"]], Uuid: false),
            ]));
        yield return new FilterField(UsualFilters.Inputs(catalogue, parent, parent.Filter!), reading => Parent(reading, parent));
        yield return new FilterField(
            [Tree("child", "Those that have such a unit below them; null selects those without any, {} those with some.")],
            reading => Child(reading, type, parent));
        yield return new FilterField(
            [
                Tree("descendant", "Those that are such a unit, or above one; null and {} select all."),
                Tree("subtree", "The same as `descendant`.") with { Deprecation = "Use `descendant` instead." },
            ],
            reading => Descendant(reading, type, parent));
        yield return new FilterField(
            [Tree("ancestor", "Those that are such a unit, or below one; null and {} select all.")],
            reading => reading.Has("ancestor")
                ? new SelectionCondition.Below(parent, reading.Nested(type.Name, reading.Get<InputObject>("ancestor")))
                : null);
        yield return new FilterField(
            [new FilterInput("engagement", ObjectFilters.NameOf(engagement), "Those in which somebody is employed so.")],
            reading =>
            {
                if (reading.Get<InputObject>("engagement") is not { } filter)
                    return null;
                var source = reading.Nested(engagement.Name, filter);
                return new SelectionCondition.ReferredBy(engagement["org_unit"], source, source.Interval);
            });
        yield return SpecialFilters.ReferredBy("owner", catalogue["owner"], "org_unit", "the owners of the unit");
    }

    private static FilterInput Tree(string name, string description) => new(name, "OrganisationUnitFilter", description, Default: null);

    private static SelectionCondition? Parent(FilterReading reading, FieldDefinition parent)
    {
        if (UsualFilters.Target(reading, parent.Target!, parent.Filter!) is { } target)
        {
            var below = new SelectionCondition.RefersTo(parent, target) { ChecksTargets = true };
            return reading.Filters.Root.KnownUuid is { } root && !target.Uuids.IsDefault && target.Uuids.Contains(root)
                ? new SelectionCondition.AnyOf([new SelectionCondition.Vacant(parent), below])
                : below;
        }

        return reading.Has(parent.Filter!.Name) || reading.Has(parent.Filter.Uuids!) ? new SelectionCondition.Vacant(parent) : null;
    }

    private static SelectionCondition? Child(FilterReading reading, TypeDefinition type, FieldDefinition parent)
    {
        if (!reading.Has("child"))
            return null;
        return reading.Get<InputObject>("child") is { } filter
            ? new SelectionCondition.ReferredBy(parent, reading.Nested(type.Name, filter), reading.Interval)
            : new SelectionCondition.Not(new SelectionCondition.ReferredBy(parent, reading.Contemporary(type.Name), reading.Interval));
    }

    private static SelectionCondition.Above? Descendant(FilterReading reading, TypeDefinition type, FieldDefinition parent)
    {
        var (descendant, subtree) = (reading.Has("descendant"), reading.Has("subtree"));
        if (descendant && subtree)
            throw Refusals.InvalidInput("Cannot use both `descendant` and `subtree` filter", "filter.subtree");
        return descendant || subtree
            ? new SelectionCondition.Above(parent, reading.Nested(type.Name, reading.Get<InputObject>(descendant ? "descendant" : "subtree")))
            : null;
    }
}
