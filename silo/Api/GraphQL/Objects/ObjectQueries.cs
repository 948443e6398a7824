using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Objects.Filters;
using MoCluster.Silo.Api.GraphQL.Objects.Reads;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>The lists of the catalogue's types: <c>org_units(filter, limit, cursor) {objects page_info}</c> and so on.</summary>
internal static class ObjectQueries
{
    private static readonly string[] ParentNames = ["parent", "parents"];

    /// <summary>Declares the lists.</summary>
    /// <param name="objects">The schema of objects.</param>
    public static void AddTo(ObjectSchema objects)
    {
        foreach (var type in objects.Catalogue.Types)
        {
            AddList(objects, type, type.QueryName, null);
            foreach (var alias in type.QueryAliases)
                AddList(objects, type, alias, $"Use `{type.QueryName}` instead.");
        }
    }

    private static void AddList(ObjectSchema objects, TypeDefinition type, string name, string? deprecation)
    {
        var field = objects.Schema.Object("Query").Field(
            name, $"{ObjectSchema.PageName(type)}!", $"Objects of type `{type.Name}`, in the order of their uuids. {type.Description}")
            .Argument("filter", ObjectFilters.NameOf(type), "The filter; the objects that are active now when absent or null.", "null")
            .PagedObjects(objects.Options);
        if (deprecation is not null)
            field.Deprecated(deprecation);
        if (type.Name == InheritedFields.Managers)
            field.Argument("inherit", "Boolean!", InheritedFields.Description, "false");
        field.ResolveAsync(context => ListAsync(objects, context, type));
    }

    private static async ValueTask<Page> ListAsync(ObjectSchema objects, FieldContext context, TypeDefinition type)
    {
        if (type.Name == InheritedFields.Managers && context.Argument<bool>("inherit"))
        {
            var inherited = await new InheritedFields(objects).FindAsync(context);
            return ObjectPages.Make(context, objects.Options, ObjectPages.Cut(context, objects.Options, inherited));
        }

        // Whether the filter names the root organisation as a parent, can be told only when its uuid is known.
        if (context.Argument<InputObject>("filter") is { } filter && ParentNames.Any(name => filter.Values.GetValueOrDefault(name) is not null))
            await objects.Root.UuidAsync();
        var limit = ObjectPages.Limit(context, objects.Options);
        var found = await objects.Finder.FindAsync(context, objects.Finder.Read(context, type), Paging.AfterUuid(context), limit + 1);
        return ObjectPages.Make(context, objects.Options, found);
    }
}
