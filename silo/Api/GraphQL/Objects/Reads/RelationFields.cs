using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Reading;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>The fields that read the objects that refer to an object, for example the engagements of a person.</summary>
internal static class RelationFields
{
    /// <summary>Declares the fields of a relation.</summary>
    /// <param name="objects">The schema of objects.</param>
    /// <param name="values">The object type.</param>
    /// <param name="relation">The relation.</param>
    public static void Add(ObjectSchema objects, ObjectTypeBuilder values, RelationDefinition relation)
    {
        var type = objects.Catalogue[relation.Type];
        var field = type[relation.Field];
        objects.Finder.Prepare(type, field);
        var filter = objects.Filters.AddBound(objects.Schema, type, field.Filter!.Name);
        if (relation.Inherits)
        {
            InheritedFields.Add(objects, values, relation, filter);
            return;
        }

        foreach (var read in relation.Reads)
        {
            var declared = ValueFields.Add(values, read, $"Those that refer to it: {type.Description}")
                .Argument("filter", filter, "Those that it selects; what is valid now when absent or null.")
                .PagedObjects(objects.Options);
            Resolve(objects, declared, type, read, context => FindAsync(objects, context, type, field));
        }
    }

    /// <summary>Resolves a field as its type wants it: by pages of containers, containers, or values at a time.</summary>
    /// <param name="objects">The schema of objects.</param>
    /// <param name="declared">The field.</param>
    /// <param name="type">The type of the objects.</param>
    /// <param name="read">How they are read.</param>
    /// <param name="find">Finds the objects.</param>
    public static void Resolve(
        ObjectSchema objects, FieldBuilder declared, TypeDefinition type, ReadDefinition read, Func<FieldContext, ValueTask<FoundObjects>> find)
    {
        var answers = read.Type.Trim('[', ']', '!');
        if (answers == ObjectSchema.PageName(type))
        {
            declared.ResolveAsync(async context => ObjectPages.Make(
                context, objects.Options, ObjectPages.Cut(context, objects.Options, await find(context))));
        }
        else
        {
            var isResponse = answers == ObjectSchema.ResponseName(type);
            declared.ResolveAsync<object>(async context =>
            {
                var found = ObjectPages.Only(context, objects.Options, ObjectPages.Cut(context, objects.Options, await find(context)));
                return isResponse ? found.Responses() : found.Rows();
            });
        }
    }

    private static ValueTask<FoundObjects> FindAsync(ObjectSchema objects, FieldContext context, TypeDefinition type, FieldDefinition field) =>
        objects.Finder.FindReferrersAsync(context, type, field, context.GetSource<ObjectSegment>().Uuid);
}
