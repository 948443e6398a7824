using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Objects.Reads;

namespace MoCluster.Silo.Api.GraphQL.Objects.Computed;

/// <summary>The fields of facets that OS2mo has, though no mutation of it can give them a value.</summary>
internal static class FacetFields
{
    private const string Never = "Facets have no parents, so it is always empty.";

    /// <summary>Declares the fields.</summary>
    /// <param name="objects">The schema of objects.</param>
    /// <param name="values">The object type.</param>
    /// <param name="type">The type of facets.</param>
    public static void AddTo(ObjectSchema objects, ObjectTypeBuilder values, TypeDefinition type)
    {
        values.Field("parent_response", "FacetResponse", Never).Resolve<ObjectSegment>(_ => null);
        ReferenceFields.WithFilter(objects, values.Field("parent", "Facet", Never), type).Deprecated(ObjectSchema.UseResponse).Resolve<ObjectSegment>(_ => null);
        var filter = objects.Filters.AddBound(objects.Schema, type, "parent");
        values.Field("children_response", "FacetResponsePaged!", Never).Argument("filter", filter, "Selects among them.").PagedObjects(objects.Options)
            .Resolve<ObjectSegment>(_ => new Page([], null));
        values.Field("children", "[Facet!]!", Never).Argument("filter", filter, "Selects among them.").PagedObjects(objects.Options)
            .Deprecated(ObjectSchema.UseResponse).Resolve<ObjectSegment>(_ => Array.Empty<ObjectSegment>());
        values.Field("parent_uuid", "UUID", Never).Deprecated(ObjectSchema.UseResponse).Resolve<ObjectSegment>(_ => null);
        values.Field("description", "String", "Always null.").Deprecated("It never has a value.").Resolve<ObjectSegment>(_ => null);
    }
}
