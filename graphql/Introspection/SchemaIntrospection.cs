using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Introspection;

/// <summary>Declares __Schema (spec §4.2).</summary>
internal static class SchemaIntrospection
{
    public static ObjectTypeBuilder Build()
    {
        var type = new ObjectTypeBuilder("__Schema")
        {
            Description = "A GraphQL Schema defines the capabilities of a GraphQL server. It exposes all available types and directives "
                + "on the server, as well as the entry points for query, mutation, and subscription operations.",
        };
        type.Field("description", "String").Resolve<Schema>(s => s.Description);
        type.Field("types", "[__Type!]!", "A list of all types supported by this server.").Resolve<Schema>(s => s.Types);
        type.Field("queryType", "__Type!", "The type that query operations will be rooted at.").Resolve<Schema>(s => s.Query);
        type.Field("mutationType", "__Type", "If this server supports mutation, the type that mutation operations will be rooted at.")
            .Resolve<Schema>(s => s.Mutation);
        type.Field(
            "subscriptionType", "__Type", "If this server support subscription, the type that subscription operations will be rooted at.")
            .Resolve<Schema>(s => s.Subscription);
        type.Field("directives", "[__Directive!]!", "A list of all directives supported by this server.")
            .Resolve<Schema>(s => s.Directives);
        return type;
    }
}
