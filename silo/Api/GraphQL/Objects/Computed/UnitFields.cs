using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Reading;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Objects.Filters;
using MoCluster.Silo.Api.GraphQL.Objects.Reads;

namespace MoCluster.Silo.Api.GraphQL.Objects.Computed;

/// <summary>The fields of units that follow the tree, and the owners that they inherit.</summary>
internal static class UnitFields
{
    private const int MaxDepth = 256;
    private const string NoLeaves = "A leave belongs to a person and an engagement, never to a unit, so it is always empty, as in OS2mo.";

    /// <summary>Declares the fields.</summary>
    /// <param name="objects">The schema of objects.</param>
    /// <param name="values">The object type.</param>
    /// <param name="type">The type of units.</param>
    public static void AddTo(ObjectSchema objects, ObjectTypeBuilder values, TypeDefinition type)
    {
        values.Field("ancestors", "[OrganisationUnit!]!", "The units above it, the nearest first.")
            .ResolveAsync(context => AncestorsAsync(objects, context, type));
        AddRoot(objects, values, type);
        var children = objects.Filters.AddBound(objects.Schema, type, "parent");
        values.Field("child_count", "Int!", "How many units are below it.").Argument("filter", children, "Those that it selects.")
            .ResolveAsync(context => CountAsync(objects, context, type));
        values.Field("has_children", "Boolean!", "Whether there are units below it.").Argument("filter", children, "Those that it selects.")
            .ResolveAsync(async context => await CountAsync(objects, context, type) > 0);
        AddLeaves(objects, values);
        var owner = objects.Catalogue["owner"];
        objects.Finder.Prepare(owner, owner["org_unit"]);
        var inherited = new InheritedFields(objects);
        values.Field("owners", "[Owner!]!", "Who answers for the data of the unit.")
            .Argument("filter", objects.Filters.AddBound(objects.Schema, owner, "org_unit"), "Those that it selects.", "null")
            .Argument("inherit", "Boolean!", InheritedFields.Description, "false")
            .ResolveAsync(async context =>
                (await inherited.FindOfUnitAsync(context, owner, owner["org_unit"], context.GetSource<ObjectSegment>().Uuid)).Rows());
    }

    /// <summary>Whether a field shows the root organisation as the parent of a unit at the top, in versions that do (<see cref="Versions.Dialect.TopUnitsBelongToRoot"/>).</summary>
    /// <param name="type">The type of the object.</param>
    /// <param name="read">The field.</param>
    public static bool IsOfRoot(TypeDefinition type, ReadDefinition read) => type.Name == "org_unit" && read.Name is "parent_uuid" or "parent_response";

    /// <summary>Declares such a field.</summary>
    /// <param name="objects">The schema of objects.</param>
    /// <param name="values">The object type.</param>
    /// <param name="parent">The reference to the parent.</param>
    /// <param name="read">The field.</param>
    public static void AddOfRoot(ObjectSchema objects, ObjectTypeBuilder values, FieldDefinition parent, ReadDefinition read)
    {
        var isUuid = read.Type == "UUID";
        var type = objects.Catalogue[parent.Target!];
        ValueFields.Add(values, read, $"{parent.Description} At the top, the root organisation.").ResolveAsync<object?>(async context =>
        {
            var above = context.GetSource<ObjectSegment>().Targets(parent) is [var uuid] ? uuid : await objects.Root.UuidAsync();
            if (above is null || isUuid)
                return above;
            return new ObjectResponse(type, above.Value);
        });
    }

    private static void AddRoot(ObjectSchema objects, ObjectTypeBuilder values, TypeDefinition type)
    {
        values.Field("root_response", "OrganisationUnitResponse", "The unit at the top above it, or itself.")
            .ResolveAsync(async context =>
            {
                var ancestors = await AncestorsAsync(objects, context, type);
                return new ObjectResponse(type, ancestors.Count > 0 ? ancestors[^1].Uuid : context.GetSource<ObjectSegment>().Uuid);
            });
        values.Field("root", "[OrganisationUnit!]", "The unit at the top above it, or itself.")
            .Argument("filter", objects.Filters.AddBound(objects.Schema, type, "descendant", "parent"), "Those that it selects.")
            .PagedObjects(objects.Options)
            .Deprecated("Use `root_response` instead.")
            .ResolveAsync(async context =>
            {
                var ancestors = await AncestorsAsync(objects, context, type);
                Guid[] root = [ancestors.Count > 0 ? ancestors[^1].Uuid : context.GetSource<ObjectSegment>().Uuid];
                return (await objects.Finder.FindAsync(context, type, root)).Rows();
            });
    }

    private static void AddLeaves(ObjectSchema objects, ObjectTypeBuilder values)
    {
        var filter = objects.Filters.AddBound(objects.Schema, objects.Catalogue["leave"], "org_unit");
        values.Field("leaves_response", "LeaveResponsePaged!", NoLeaves).Argument("filter", filter, "Selects among them.").PagedObjects(objects.Options)
            .Resolve<ObjectSegment>(_ => new Page([], null));
        values.Field("leaves", "[Leave!]!", NoLeaves).Argument("filter", filter, "Selects among them.").PagedObjects(objects.Options)
            .Deprecated(ObjectSchema.UseResponse).Resolve<ObjectSegment>(_ => Array.Empty<ObjectSegment>());
    }

    private static ValueTask<int> CountAsync(ObjectSchema objects, FieldContext context, TypeDefinition type) =>
        objects.Finder.CountReferrersAsync(context, type, type["parent"], context.GetSource<ObjectSegment>().Uuid);

    private static async ValueTask<IReadOnlyList<ObjectSegment>> AncestorsAsync(ObjectSchema objects, FieldContext context, TypeDefinition type)
    {
        var (parent, now) = (type["parent"], FilterInterval.At(ObjectSchema.Now(context)));
        var above = new List<ObjectSegment>();
        var unit = context.GetSource<ObjectSegment>();
        while (above.Count < MaxDepth && unit.Targets(parent) is [var uuid])
        {
            if (await objects.Loader.LoadAsync(context, new ObjectKey(type.Name, uuid)) is not { } state
                || ObjectSegment.FirstOf(uuid, state, now) is not { } found)
            {
                break;
            }

            above.Add(unit = found);
        }

        return above;
    }
}
