using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Objects.Reads;

namespace MoCluster.Silo.Api.GraphQL.Objects.Computed;

/// <summary>The names of a person as one text.</summary>
internal static class PersonFields
{
    /// <summary>Declares the fields.</summary>
    /// <param name="objects">The schema of objects.</param>
    /// <param name="values">The object type.</param>
    /// <param name="type">The type of persons.</param>
    public static void AddTo(ObjectSchema objects, ObjectTypeBuilder values, TypeDefinition type)
    {
        values.Field("name", "String!", "The given names and the surname.")
            .Resolve<ObjectSegment>(segment => Join(segment, type["given_name"], type["surname"]));
        values.Field("nickname", "String!", "The names of the nickname; empty without one.")
            .Resolve<ObjectSegment>(segment => Join(segment, type["nickname_given_name"], type["nickname_surname"]));
    }

    private static string Join(ObjectSegment segment, FieldDefinition first, FieldDefinition last) =>
        $"{segment[first]?.Canonical} {segment[last]?.Canonical}".Trim();
}
