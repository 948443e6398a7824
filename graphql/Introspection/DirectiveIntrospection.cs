using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Introspection;

/// <summary>Declares __Directive and __DirectiveLocation (spec §4.2).</summary>
internal static class DirectiveIntrospection
{
    public static ObjectTypeBuilder Build()
    {
        var type = new ObjectTypeBuilder("__Directive")
        {
            Description = "A Directive provides a way to describe alternate runtime execution and type validation behavior in a "
                + "GraphQL document.",
        };
        type.Field("name", "String!").Resolve<DirectiveType>(d => d.Name);
        type.Field("description", "String").Resolve<DirectiveType>(d => d.Description);
        type.Field("isRepeatable", "Boolean!").Resolve<DirectiveType>(d => d.IsRepeatable);
        type.Field("locations", "[__DirectiveLocation!]!").Resolve<DirectiveType>(d => d.Locations);
        type.Field("args", "[__InputValue!]!").Argument("includeDeprecated", "Boolean", defaultLiteral: "false").Resolve(context =>
            TypeIntrospection.Visible(context, context.GetSource<DirectiveType>().Arguments));
        return type;
    }

    public static EnumTypeBuilder BuildLocation()
    {
        var type = new EnumTypeBuilder("__DirectiveLocation")
        {
            Description = "A Directive can be adjacent to many parts of the GraphQL language, a __DirectiveLocation describes one such "
                + "possible adjacencies.",
        };
        foreach (var location in Enum.GetValues<DirectiveLocation>())
            type.Value(DirectiveLocationName.Of(location), $"Location adjacent to {DirectiveLocationName.Describe(location)}.", location);
        return type;
    }
}
