using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Reading;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>The fields that read what an object refers to: uuids, containers, pages of containers, and values at a time.</summary>
internal static class ReferenceFields
{
    /// <summary>Declares a field.</summary>
    /// <param name="objects">The schema of objects.</param>
    /// <param name="values">The object type.</param>
    /// <param name="field">The reference.</param>
    /// <param name="read">How it is read.</param>
    public static void Add(ObjectSchema objects, ObjectTypeBuilder values, FieldDefinition field, ReadDefinition read)
    {
        var target = objects.Catalogue[field.Target!];
        var (answers, isList, isNullable) = (read.Type.Trim('[', ']', '!'), read.Type[0] == '[', read.Type[^1] != '!');
        var declared = ValueFields.Add(values, read, field.Description);
        if (answers == "UUID")
        {
            declared.Resolve<ObjectSegment>(segment => isList ? segment.Targets(field) : First(segment.Targets(field)));
            return;
        }

        if (answers == ObjectSchema.ResponseName(target) && !isList)
        {
            declared.Resolve<ObjectSegment>(segment => First(segment.Targets(field)) is { } uuid ? new ObjectResponse(target, uuid) : null);
            return;
        }

        WithFilter(objects, declared, target);
        if (answers == ObjectSchema.PageName(target))
        {
            declared.ResolveAsync(async context => ObjectPages.Make(
                context, objects.Options, ObjectPages.Cut(context, objects.Options, await FindAsync(objects, context, target, field))));
        }
        else if (answers == ObjectSchema.ResponseName(target))
        {
            declared.ResolveAsync(async context => (await FindPageAsync(objects, context, target, field)).Responses());
        }
        else if (isList)
        {
            declared.ResolveAsync<object?>(async context =>
                isNullable && context.GetSource<ObjectSegment>().Targets(field).Count == 0
                    ? null
                    : (await FindPageAsync(objects, context, target, field)).Rows());
        }
        else
        {
            declared.ResolveAsync<ObjectSegment?>(async context =>
            {
                if ((await FindPageAsync(objects, context, target, field)).Rows() is [var first, ..])
                    return first;
                return isNullable ? null : throw NotValid(read.Name, target);
            });
        }
    }

    /// <summary>Declares the filter and the page of a field that reads given objects.</summary>
    /// <param name="objects">The schema of objects.</param>
    /// <param name="field">The field.</param>
    /// <param name="target">The type of the objects.</param>
    public static FieldBuilder WithFilter(ObjectSchema objects, FieldBuilder field, TypeDefinition target) => field
        .Argument("filter", objects.Filters.AddBound(objects.Schema, target, "uuids"), "Those that it selects; what is valid now when absent or null.")
        .PagedObjects(objects.Options);

    /// <summary>The refusal of a field that always has a value in OS2mo, where what it refers to has none at the time.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="target">The type to which it refers.</param>
    public static RefusedException NotValid(string name, TypeDefinition target) => Refusals.ToException(new Refusal(
        RefusalCode.NotFound,
        $"{name} refers to an object of type {target.Name} that is not valid at the time, or that the filter does not select. Give another interval, or read {name}_response."));

    private static Guid? First(IReadOnlyList<Guid> uuids) => uuids.Count > 0 ? uuids[0] : null;

    private static ValueTask<FoundObjects> FindAsync(ObjectSchema objects, FieldContext context, TypeDefinition target, FieldDefinition field) =>
        objects.Finder.FindAsync(context, target, context.GetSource<ObjectSegment>().Targets(field));

    private static async ValueTask<FoundObjects> FindPageAsync(
        ObjectSchema objects, FieldContext context, TypeDefinition target, FieldDefinition field)
    {
        var found = ObjectPages.Cut(context, objects.Options, await FindAsync(objects, context, target, field));
        return ObjectPages.Only(context, objects.Options, found);
    }
}
