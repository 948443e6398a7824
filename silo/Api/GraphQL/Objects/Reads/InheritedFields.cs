using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Reading;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Selection;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>
/// The fields that take <c>inherit</c>: where a unit has no manager or owner that the filter selects, they look at the unit above, until there is one
/// (docs/os2mo.md §10.4). Each level of the tree is one batch, from however many units the walk begins.
/// </summary>
/// <param name="objects">The schema of objects.</param>
internal sealed class InheritedFields(ObjectSchema objects)
{
    /// <summary>The type whose lists take <c>inherit</c>.</summary>
    public const string Managers = "manager";

    /// <summary>The description of the argument.</summary>
    public const string Description = "Whether to look at the unit above where a unit has none, and so on up to the top.";

    private const string Units = "org_unit";
    private const string NeedsUnit = "The inherit flag requires an organizational unit filter";

    /// <summary>A tree of units is never so deep; the limit ends a walk all the same if units form a circle at a time.</summary>
    private const int MaxDepth = 256;

    /// <summary>Declares the fields of a relation that inherits.</summary>
    /// <param name="objects">The schema of objects.</param>
    /// <param name="values">The object type.</param>
    /// <param name="relation">The relation.</param>
    /// <param name="filter">The name of the bound filter.</param>
    public static void Add(ObjectSchema objects, ObjectTypeBuilder values, RelationDefinition relation, string filter)
    {
        var type = objects.Catalogue[relation.Type];
        var field = type[relation.Field];
        var inherited = new InheritedFields(objects);
        foreach (var read in relation.Reads)
        {
            var isOfUnit = field.Target == Units;
            var answers = read.Type.Trim('[', ']', '!');
            var isFormer = isOfUnit && objects.Dialect.ManagersTakeWholeFilter;
            if (isFormer && answers == ObjectSchema.PageName(type))
                continue;
            var declared = isFormer
                ? values.Field(read.Name, read.Type, $"Those that refer to it: {type.Description}")
                    .Argument("filter", Filters.ObjectFilters.NameOf(type), "Those that it selects; what is valid now when absent or null.")
                : ValueFields.Add(values, read, $"Those that refer to it: {type.Description}")
                    .Argument("filter", filter, "Those that it selects; what is valid now when absent or null.")
                    .PagedObjects(objects.Options);
            declared.Argument("inherit", "Boolean!", Description, "false");
            RelationFields.Resolve(objects, declared, type, read, context => isOfUnit
                ? inherited.FindOfUnitAsync(context, type, field, context.GetSource<ObjectSegment>().Uuid)
                : inherited.FindOfPersonAsync(context, type, field));
        }
    }

    /// <summary>Finds the objects that refer to a unit and that the filter of the field selects, or with <c>inherit</c> those of the nearest unit above.</summary>
    /// <param name="context">The field.</param>
    /// <param name="type">The type of the objects.</param>
    /// <param name="field">The field by which they refer to the unit.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="except">The person whose objects do not count; null for none.</param>
    public async ValueTask<FoundObjects> FindOfUnitAsync(
        FieldContext context, TypeDefinition type, FieldDefinition field, Guid unit, Guid? except = null)
    {
        var inherits = context.Argument<bool>("inherit");
        for (var depth = 0; ; depth++)
        {
            var found = await objects.Finder.FindReferrersAsync(context, type, field, unit);
            if (except is { } person)
                found = found with { Objects = [.. found.Objects.Where(each => !IsHeldBy(each, type, person, found.Selection.Interval))] };
            if (!inherits || found.Objects.Count > 0 || depth == MaxDepth
                || await ParentAsync(context, unit, found.Selection.Interval) is not { } parent)
            {
                return found;
            }

            unit = parent;
        }
    }

    /// <summary>Finds managers by a filter whose units inherit those of the units above.</summary>
    /// <param name="context">The field, with the filter of managers.</param>
    public ValueTask<FoundObjects> FindAsync(FieldContext context)
    {
        var type = objects.Catalogue[Managers];
        return FindAsync(context, type, objects.Finder.Read(context, type));
    }

    /// <summary>The unit above a unit at some time in an interval; null at the top.</summary>
    /// <param name="context">The field that needs it.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="interval">The interval.</param>
    public async ValueTask<Guid?> ParentAsync(FieldContext context, Guid unit, Validity interval)
    {
        var parent = objects.Catalogue[Units]["parent"];
        if (await objects.Loader.LoadAsync(context, new ObjectKey(Units, unit)) is not { } state)
            return null;
        return ObjectSegment.Of(unit, state, interval) is [.., var last] && last.Targets(parent) is [var above] ? above : null;
    }

    private ValueTask<FoundObjects> FindOfPersonAsync(FieldContext context, TypeDefinition type, FieldDefinition field)
    {
        var person = context.GetSource<ObjectSegment>().Uuid;
        if (!context.Argument<bool>("inherit"))
            return objects.Finder.FindReferrersAsync(context, type, field, person);
        var selection = objects.Finder.Read(context, type);
        var holder = new ObjectSelection { Type = objects.Catalogue[field.Target!], Interval = Validity.Always, Uuids = [person] };
        return FindAsync(context, type, selection with { Conditions = selection.Conditions.Add(new SelectionCondition.RefersTo(field, holder)) });
    }

    /// <summary>Walks up from the units of the filter, level by level, until each has met objects that the rest of the filter selects.</summary>
    private async ValueTask<FoundObjects> FindAsync(FieldContext context, TypeDefinition type, ObjectSelection selection)
    {
        var field = type[Units];
        var units = selection.Conditions.OfType<SelectionCondition.RefersTo>().FirstOrDefault(condition => condition.Field == field)
            ?? throw Refusals.InvalidInput(NeedsUnit, context.Argument<InputObject>("filter") is null ? "filter" : "filter.org_unit");
        var rest = selection with { Conditions = selection.Conditions.Remove(units) };
        var start = await objects.Finder.FindAsync(context, units.Target, after: null, int.MaxValue);
        var (level, seen) = (start.Objects.Select(each => each.Key.Uuid).ToHashSet(), new HashSet<Guid>());
        var found = new Dictionary<Guid, FoundObject>();
        while (level.Count > 0)
        {
            seen.UnionWith(level);
            var ofUnits = await objects.Finder.FindByTargetsAsync(context, rest, field, level);
            foreach (var each in ofUnits.Values.SelectMany(each => each))
                found[each.Key.Uuid] = each;
            var above = new HashSet<Guid>();
            foreach (var unit in level.Where(unit => !ofUnits.ContainsKey(unit)))
            {
                if (await ParentAsync(context, unit, selection.Interval) is { } parent && !seen.Contains(parent))
                    above.Add(parent);
            }

            level = above;
        }

        return new FoundObjects(selection, [.. found.Values.OrderBy(each => each.Key.Uuid)]);
    }

    private static bool IsHeldBy(FoundObject found, TypeDefinition type, Guid person, Validity interval) =>
        ObjectSegment.Of(found.Key.Uuid, found.State, interval).Any(segment => segment.Targets(type["person"]).Contains(person));
}
