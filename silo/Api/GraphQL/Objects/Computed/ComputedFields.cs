using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Objects.Reads;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects.Computed;

/// <summary>The fields of OS2mo's types that are no fields of the catalogue, but follow from others.</summary>
internal static class ComputedFields
{
    private static readonly Dictionary<string, Action<ObjectSchema, ObjectTypeBuilder, TypeDefinition>> ByType = new(StringComparer.Ordinal)
    {
        ["address"] = AddressFields.AddTo,
        ["class"] = ClassFields.AddTo,
        ["engagement"] = EngagementFields.AddTo,
        ["facet"] = FacetFields.AddTo,
        ["itsystem"] = (_, values, _) => values.Field("system_type", "String", "The kind of the system; always null.").Resolve<ObjectSegment>(_ => null),
        ["org_unit"] = UnitFields.AddTo,
        ["person"] = PersonFields.AddTo,
    };

    /// <summary>Types that show no <c>type</c>.</summary>
    private const string WithoutType = "rolebinding";

    /// <summary>Declares the fields of all types.</summary>
    /// <param name="objects">The schema of objects.</param>
    public static void AddTo(ObjectSchema objects)
    {
        foreach (var type in objects.Catalogue.Types)
        {
            var values = objects.Schema.Object(type.GraphQLName);
            if (type.Name != WithoutType)
            {
                values.Field("type", "String!", $"Always `{type.RoleType}`.").Deprecated("It says nothing that the GraphQL type does not say.")
                    .Resolve<ObjectSegment>(_ => type.RoleType);
            }

            if (type.Name is "class" or "facet")
            {
                values.Field("org_uuid", "UUID!", "The uuid of the root organisation.").Deprecated("There is only one; read `org` instead.")
                    .ResolveAsync(async _ => (await objects.Root.ReadAsync()).OrThrow().Uuid);
            }

            if (ByType.TryGetValue(type.Name, out var add))
                add(objects, values, type);
        }
    }
}
