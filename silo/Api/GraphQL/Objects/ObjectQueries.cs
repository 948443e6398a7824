using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Storage.Objects;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>The lists of the catalogue's types: <c>org_units(filter, limit, cursor) {objects page_info}</c> and so on.</summary>
/// <param name="catalogue">The types of objects.</param>
/// <param name="options">Limits the lengths of pages.</param>
/// <param name="store">Holds the objects.</param>
internal sealed class ObjectQueries(ObjectCatalogue catalogue, ApiOptions options, IObjectStore store) : ISchemaPart
{
    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        var query = schema.Object("Query");
        foreach (var type in catalogue.Types)
        {
            ObjectFilters.AddTo(schema, type);
            AddList(query, type, type.QueryName, null);
            foreach (var alias in type.QueryAliases)
                AddList(query, type, alias, $"Use `{type.QueryName}` instead.");
        }
    }

    private void AddList(ObjectTypeBuilder query, TypeDefinition type, string name, string? deprecation)
    {
        var field = query.Field(
            name, $"{ObjectTypes.PageName(type)}!", $"Objects of type `{type.Name}`, in the order of their uuids. {type.Description}")
            .Argument("filter", ObjectFilters.NameOf(type), "The filter; the objects that are active now when absent or null.")
            .Paged(options)
            .ResolveAsync(context => ListAsync(context, type));
        if (deprecation is not null)
            field.Deprecated(deprecation);
    }

    private async ValueTask<Page> ListAsync(FieldContext context, TypeDefinition type)
    {
        var request = context.GetRequest<ApiRequest>();
        var limit = Paging.Limit(context, options);
        var query = ObjectFilters.ToQuery(type, context.Argument<InputObject>("filter"), request.Now, Paging.AfterUuid(context), limit + 1);
        var rows = await StoreReads.ReadAsync(store.ListObjectsAsync(query, context.CancellationToken));
        var objects = rows.Select(row => new ObjectResponse(type, row.Object.Uuid, LoadedObject.Of(type, row), [])).ToArray();
        return Paging.Make(context, objects, limit, response => response.Uuid);
    }
}
