using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Objects.Filters;
using MoCluster.Silo.Api.GraphQL.Objects.Reads;

namespace MoCluster.Silo.Api.GraphQL.Objects.Computed;

/// <summary>The fields of classes that follow from the classes above them.</summary>
internal static class ClassFields
{
    private const int MaxDepth = 256;

    /// <summary>Declares the fields.</summary>
    /// <param name="objects">The schema of objects.</param>
    /// <param name="values">The object type.</param>
    /// <param name="type">The type of classes.</param>
    public static void AddTo(ObjectSchema objects, ObjectTypeBuilder values, TypeDefinition type)
    {
        values.Field("full_name", "String!", "The name of the class.").Deprecated("Use `name` instead.")
            .Resolve<ObjectSegment>(segment => segment[type["name"]]?.Canonical);
        values.Field("top_level_facet", "Facet!", "The facet of the topmost class above it.").Deprecated("Follow `parent_response` instead.")
            .ResolveAsync(context => TopFacetAsync(objects, context, type));
    }

    private static async ValueTask<ObjectSegment> TopFacetAsync(ObjectSchema objects, FieldContext context, TypeDefinition type)
    {
        var now = FilterInterval.At(ObjectSchema.Now(context));
        var top = context.GetSource<ObjectSegment>();
        for (var depth = 0; depth < MaxDepth && top.Targets(type["parent"]) is [var parent]; depth++)
        {
            if (await SegmentAsync(objects, context, new ObjectKey(type.Name, parent), now) is not { } above)
                break;
            top = above;
        }

        var target = objects.Catalogue[type["facet"].Target!];
        return top.Targets(type["facet"]) is [var facet] && await SegmentAsync(objects, context, new ObjectKey(target.Name, facet), now) is { } found
            ? found
            : throw ReferenceFields.NotValid("facet", target);
    }

    private static async ValueTask<ObjectSegment?> SegmentAsync(ObjectSchema objects, FieldContext context, ObjectKey key, Validity at) =>
        await objects.Loader.LoadAsync(context, key) is { } state ? ObjectSegment.FirstOf(key.Uuid, state, at) : null;
}
