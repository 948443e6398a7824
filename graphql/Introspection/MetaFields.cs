using System.Collections.Frozen;
using MoCluster.GraphQL.Execution.Resolvers;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.BuiltIn;

namespace MoCluster.GraphQL.Introspection;

/// <summary>The three fields that every schema has without declaring them: __typename, __schema and __type (spec §4.1).</summary>
internal static class MetaFields
{
    public static Field TypeName { get; } = new(
        "__typename",
        "The name of the current Object type at runtime.",
        BuiltInScalars.String.AsNonNull(),
        [],
        null,
        FrozenSet<string>.Empty,
        new SynchronousResolver(context => context.ParentType.Name));

    public static Field Schema { get; } = new(
        "__schema",
        "Access the current type schema of this server.",
        IntrospectionTypes.Find("__Schema").AsNonNull(),
        [],
        null,
        FrozenSet<string>.Empty,
        new SynchronousResolver(context => context.Schema));

    public static Field Type { get; } = new(
        "__type",
        "Request the type information of a single type.",
        IntrospectionTypes.Find("__Type"),
        [new InputValue("name", null, BuiltInScalars.String.AsNonNull(), null, null)],
        null,
        FrozenSet<string>.Empty,
        new SynchronousResolver(context => context.Schema.FindType(context.Argument<string>("name")!)));
}
