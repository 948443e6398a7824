using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Objects.Filters;
using MoCluster.Silo.Api.GraphQL.Objects.Reads;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects.Computed;

/// <summary>The leave of an engagement, its managers, and whether it is the primary one.</summary>
internal static class EngagementFields
{
    /// <summary>The user keys of the classes of primary engagements, as OS2mo has them.</summary>
    private static readonly string[] Primary = ["explicitly-primary", "primary"];

    /// <summary>Declares the fields.</summary>
    /// <param name="objects">The schema of objects.</param>
    /// <param name="values">The object type.</param>
    /// <param name="type">The type of engagements.</param>
    public static void AddTo(ObjectSchema objects, ObjectTypeBuilder values, TypeDefinition type)
    {
        AddLeave(objects, values);
        values.Field("is_primary", "Boolean!", "Whether the class under `primary` is one of primary engagements: its user key is `primary` or `explicitly-primary`.")
            .ResolveAsync(context => IsPrimaryAsync(objects, context, type["primary"]));
        var manager = objects.Catalogue[InheritedFields.Managers];
        var unit = manager["org_unit"];
        objects.Finder.Prepare(manager, unit);
        var inherited = new InheritedFields(objects);
        values.Field("managers", "[Manager!]!", "The managers of its unit.")
            .Argument("filter", objects.Filters.AddBound(objects.Schema, manager, "org_unit"), "Those that it selects.", "null")
            .Argument("inherit", "Boolean!", InheritedFields.Description, "false")
            .Argument("exclude_self", "Boolean!", "Whether posts that the person of the engagement holds do not count.", "false")
            .ResolveAsync<IReadOnlyList<ObjectSegment>>(async context =>
            {
                var excludes = context.Argument<bool>("exclude_self");
                if (excludes && context.Argument<InputObject>("filter")?.Get<InputObject>("exclude") is not null)
                    throw Refusals.InvalidInput("Cannot provide both filter.exclude and exclude_self", "exclude_self");
                var segment = context.GetSource<ObjectSegment>();
                if (segment.Targets(type["org_unit"]) is not [var uuid])
                    return [];
                Guid? except = excludes && segment.Targets(type["person"]) is [var person] ? person : null;
                return (await inherited.FindOfUnitAsync(context, manager, unit, uuid, except)).Rows();
            });
    }

    private static void AddLeave(ObjectSchema objects, ObjectTypeBuilder values)
    {
        var leave = objects.Catalogue["leave"];
        var engagement = leave["engagement"];
        objects.Finder.Prepare(leave, engagement);
        values.Field("leave_response", "LeaveResponse", "The leave from it.")
            .ResolveAsync(async context => (await FindAsync(context)).Responses() is [var first, ..] ? first : null);
        values.Field("leave_uuid", "UUID", "The uuid of the leave from it.").Deprecated(ObjectSchema.UseResponse)
            .ResolveAsync<Guid?>(async context => (await FindAsync(context)).Responses() is [var first, ..] ? first.Uuid : null);
        ReferenceFields.WithFilter(objects, values.Field("leave", "Leave", "The leave from it."), leave).Deprecated(ObjectSchema.UseResponse)
            .ResolveAsync(async context => (await FindAsync(context)).Rows() is [var first, ..] ? first : null);

        ValueTask<FoundObjects> FindAsync(FieldContext context) =>
            objects.Finder.FindReferrersAsync(context, leave, engagement, context.GetSource<ObjectSegment>().Uuid);
    }

    private static async ValueTask<bool> IsPrimaryAsync(ObjectSchema objects, FieldContext context, FieldDefinition primary)
    {
        if (context.GetSource<ObjectSegment>().Targets(primary) is not [var uuid])
            return false;
        var type = objects.Catalogue[primary.Target!];
        if (await objects.Loader.LoadAsync(context, new ObjectKey(type.Name, uuid)) is not { } state)
            return false;
        return ObjectSegment.FirstOf(uuid, state, FilterInterval.At(ObjectSchema.Now(context)))?[type["user_key"]] is FieldValue.Text key
            && Primary.Contains(key.Value);
    }
}
